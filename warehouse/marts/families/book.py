"""Contracts and month ends: what is on the book, how old it is, and what goes bad."""

from warehouse.marts.mart import CELL, LOAD_AGAIN, OURS, Family, Mart, Rule, by_file

# Month ends of contracts that are on the book: known to `loans`, and not sold by then.
ON_BOOK = (
    "from loan_months join loans using (loan_id) where (transferred_on is null or transferred_on > month_end)"
)
_MONTH = "date_trunc('month', month_end)"
# One line per month in which too many vanish, with a contract by which its owner knows it again.
_VANISHED = """
select
    strftime(month, '%Y-%m') || ': ' || gone || ' of ' || opened || ' open contracts have neither a row nor an ending,'
    || ' such as one of ' || principal || ' disbursed on ' || disbursed_on || ', last seen with '
    || balance || ' in ' || source || ', ' || file as line
from (
    select
        month, count(*) filter (where vanished) as gone, count(*) filter (where opening > 0) as opened,
        min(loan_id) filter (where vanished) as loan_id
    from contract_months group by month
)
join loans using (loan_id)
join loan_months on loan_months.loan_id = loans.loan_id and month_end = last_day(month - interval 1 month)
join deliveries on delivery = loan_months._delivery
where gone > 0.005 * opened and month < (select max(month) from contract_months)
    and month in (select date_trunc('month', month_end) from loan_months)
"""
BUCKETS = ("current", "1_29", "30_59", "60_89", "90_179", "180")

STOCKS = (
    "contracts",
    "balance",
    "npl_contracts",
    "npl_balance",
    *(f"{what}_{bucket}" for bucket in BUCKETS for what in ("contracts", "balance")),
    "unclassified_balance",
    "expected_npl_balance",
    "opening_performing_contracts",
    "opening_performing",
    "expected_formed",
    "expected_formed_contracts",
)
FLOWS = (
    "formed",
    "formed_contracts",
    "cured",
    "cured_contracts",
    "repaid_bad",
    "charged_off_bad",
    "transferred_bad",
    "missing_bad",
)
MONEY = (
    "charged_off_contracts",
    "average_balance",
    "interest",
    "fee",
    "funding",
    "servicing",
    "charged_off",
    "recovered",
    "net_loss",
)

FAMILY = Family(
    preparations=("contract_months", "bad_flows", "firsts", "overdue_entries", "overdue_paths"),
    calendars=("book", "origination", "disbursement", "overdue"),
    tables=("age_reference",),
    rated=("contracts",),
    marts=(
        Mart(
            name="book",
            month_of="month end",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=FLOWS,
            stocks=STOCKS,
            cohorts=(),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
        Mart(
            name="book_money",
            month_of="month end",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=MONEY,
            stocks=("contracts",),
            cohorts=(),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
        Mart(
            name="book_age",
            month_of="month end",
            by_cell=False,
            dimensions=("region", "product"),
            keys=("start",),
            flows=("formed", "formed_contracts", "charged_off_bad"),
            stocks=(
                "contracts",
                "balance",
                "npl_contracts",
                "npl_balance",
                "opening_performing_contracts",
                "opening_performing",
            ),
            cohorts=(),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
        Mart(
            name="originations",
            month_of="origination",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=(),
            stocks=(),
            cohorts=(
                "contracts",
                "principal",
                "ltv_contracts",
                "ltv_principal",
                "ltv_value",
                "fpd_due",
                "fpd_bad",
                "followed",
                "ever_30_12m",
                "ever_90_12m",
            ),
            counted="contracts",
            needs=("loans",),
        ),
        Mart(
            name="disbursements",
            month_of="disbursement",
            by_cell=True,
            dimensions=CELL,
            keys=(),
            flows=tuple(
                f"{which}{what}"
                for which in ("", "nev_", "used_", "direct_", "known_", "online_")
                for what in ("contracts", "principal")
            ),
            stocks=(),
            cohorts=(),
            counted="contracts",
            needs=("loans",),
        ),
        Mart(
            name="vintage_events",
            month_of="origination",
            by_cell=True,
            dimensions=CELL,
            keys=("age", "event"),
            flows=(),
            stocks=(),
            cohorts=("contracts", "principal"),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
        Mart(
            name="transitions",
            month_of="month end",
            by_cell=False,
            dimensions=("product", "channel", "region", "score_band"),
            keys=("from_days", "to_state"),
            flows=("contracts", "opening_balance", "closing_balance", "rolled_contracts", "rolled_balance"),
            stocks=(),
            cohorts=(),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
        Mart(
            name="overdue_spells",
            month_of="overdue entry",
            by_cell=False,
            dimensions=("product", "region", "partner"),
            keys=("threshold", "since"),
            flows=(),
            stocks=(),
            cohorts=(
                "contracts",
                "principal",
                "principal_paid",
                "recovered",
                "charged_off",
                "transferred",
                "cured_and_kept",
            ),
            counted="contracts",
            needs=("loans", "loan_months"),
        ),
    ),
    variants={},
    references=("age_reference_totals",),
    rules={
        "loans: closed not before disbursed": Rule(
            broken=by_file("loans", "closed_on < disbursed_on"), remedy=LOAD_AGAIN
        ),
        "loan_months: no negative days past due": Rule(
            broken=by_file("loan_months", "days_past_due < 0"), remedy=LOAD_AGAIN
        ),
        "loan_months: month_end is the last day of a month": Rule(
            broken=by_file("loan_months", "month_end <> last_day(month_end)"), remedy=LOAD_AGAIN
        ),
        "loan_months: no month between the first and the last is missing": Rule(
            broken="select 'no month ends for ' || strftime(month, '%Y-%m') as line from ("
            f"select unnest(generate_series(min({_MONTH}), max({_MONTH}), interval 1 month)) as month from loan_months"
            f") where month not in (select {_MONTH} from loan_months)",
            remedy="deliver them",
        ),
        # The last month may still be arriving: it is not complete then, and is not compared.
        "loan_months: at most 0.5 % of open contracts vanish without an ending in a month": Rule(
            broken=_VANISHED,
            remedy="deliver the month ends that are missing, or in loans the closed_on and close_reason"
            " of these contracts",
        ),
        # N_t − N_(t−1) = formed − cured − repaid − charged off − transferred, to the cent (statistics §4)
        "book: the bridge of bad balances holds every month": Rule(
            broken="select strftime(month, '%Y-%m') || ': moved ' || moved || ', explained ' || explained as line"
            " from ("
            "select month, sum(npl_balance) - lag(sum(npl_balance), 1, 0) over (order by month) as moved,"
            " sum(formed - cured - repaid_bad - charged_off_bad - transferred_bad - missing_bad) as explained"
            " from book group by month) where moved <> explained",
            remedy=OURS,
        ),
    },
    findings={
        "loan_months: overpaid contracts, of which nothing is outstanding": (
            "select count(*) from loan_months where balance < 0"
        ),
        "loans: contracts seen no more at their scheduled end, counted as matured": (
            "select count(*) from customer_contracts join loans using (loan_id)"
            " where cause = 'matured' and close_reason is null"
        ),
    },
    totals={
        "book: balance": ("select sum(balance) from book", f"select sum(greatest(balance, 0)) {ON_BOOK}"),
        "book: contracts": ("select sum(contracts) from book", f"select count(*) {ON_BOOK} and balance > 0"),
        "book: balance by days past due": (
            f"select sum({' + '.join(f'balance_{bucket}' for bucket in BUCKETS)}) from book",
            "select sum(balance) from book",
        ),
        "book_age: the same as book": (
            "select sum(balance + npl_balance + formed + charged_off_bad) from book_age",
            "select sum(balance + npl_balance + formed + charged_off_bad) from book",
        ),
        "originations: principal": (
            "select sum(principal) from originations",
            "select sum(principal) from loans",
        ),
        "disbursements: principal": (
            "select sum(principal) from disbursements",
            "select sum(principal) from loans where coalesce(disbursed_on >="
            " (select min(date_trunc('month', month_end)) from loan_months), true)",
        ),
        "transitions: opening balance": (
            "select sum(opening_balance) from transitions",
            "select sum(opening) from contract_months",
        ),
        "vintage_events: ever 90+ by month 12": (
            "select sum(contracts) from vintage_events where event = 'first_90' and age <= 12",
            "select sum(ever_90_12m) from originations",
        ),
        "overdue_spells: entries": (
            "select sum(contracts) from overdue_spells where since = 0",
            "select count(*) from overdue_entries",
        ),
        "book_money: the same contracts as book": (
            "select sum(contracts) from book_money",
            "select sum(contracts) from book",
        ),
        "book_money: contracts charged off": (
            "select sum(charged_off_contracts) from book_money",
            "select sum(charged_off_contracts) from bad_flows",
        ),
        "book_money: recovered": (
            "select sum(recovered) from book_money",
            "select sum(recovered_amount) from loan_months join loans using (loan_id)"
            " where transferred_on is null or transferred_on >= date_trunc('month', month_end)",
        ),
    },
)
