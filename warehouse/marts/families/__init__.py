"""All marts of a snapshot, by family, in the order in which they are built."""

from warehouse.marts.families import application, book, contact, customer, finance, fraud, platform, survey
from warehouse.marts.mart import Family, Mart, Variant

FAMILIES: tuple[Family, ...] = (
    application.FAMILY,
    book.FAMILY,
    customer.FAMILY,
    survey.FAMILY,
    contact.FAMILY,
    fraud.FAMILY,
    finance.FAMILY,
    platform.FAMILY,
)
MARTS: dict[str, Mart] = {mart.name: mart for family in FAMILIES for mart in family.marts}
VARIANTS: dict[str, Variant] = {
    mart: variant for family in FAMILIES for mart, variant in family.variants.items()
}

# Every dimension that some mart carries, besides the month.
DIMENSIONS = tuple(dict.fromkeys(d for mart in MARTS.values() for d in mart.dimensions))
