"""Published figures on digital transformation in auto finance, and what may stand beside a measured one.

Two tables lie here. `published_claims.csv`: 99 figures of one Chinese-language research report, summarised in own
words, with section, scope and notes; its companies are anonymous, and it names no baseline, sample or control.
`decisions.csv`: what we decided about each of them, and why, in English and Chinese.

A figure stands beside a measured one only if unit, denominator, population and relative or absolute agree
(statistics §10, rule 9). It then is

    same    all of that agrees: drawn as a filled diamond
    near    the same quantity and surely relative, but one feature is open, and named: which average of waits (mean or
            median), an average over lenders, amount or count. Drawn hollow

Everything else is listed with one reason: `other definition`, `no data` (not in our tables, the market among it),
`forecast`, or `vague` (words without a number, or a number that fits two places on one scale). No level is `same`:
those of approval time are bounds of an average that is not stated, so the trends of KPIs carry no published mark.

Known drawback: no figure names the months it compares, so how far apart before and after lie is open for all of them.
That is why growth of revenue or cost over "the transformation" is `other definition`.
"""
