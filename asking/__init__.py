"""The single entry point for numbers: screens, reports and exports all ask for them here.

A question is a function of the warehouse, `question(snapshot, *about, scope)`, whose answer is a frozen record.

    ask           `Ask`: puts questions to one snapshot for one scope, through the memory it is given
    memory        the interface of a memory, and three of them: one keeps nothing, one everything, one notes statements
    questions     the register of questions: those with numbers under their permanent names, and those without
    statements    what an answer states, and how its number gets into its passports
    canonical     an answer as JSON that is identical on every machine
    numbers       numbers such as MP-7K3Q-9XTD-2B4H: derived from a text, and parsed as people type them
    books         a report as a book of a series: words, sign-off, and the one taken before
    verification  whether a number still holds: the same question, put to the kept snapshot again
"""
