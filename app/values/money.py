"""Money in integer cents of the euro; nothing here or above ever uses a float (design § 9)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, order=True)
class Cents:
    """An amount in cents; whole numbers only, so that sums are exact."""

    amount: int

    def __add__(self, other: "Cents") -> "Cents":
        return Cents(self.amount + other.amount)

    def __mul__(self, times: int) -> "Cents":
        return Cents(self.amount * times)

    @property
    def euros(self) -> Decimal:
        """The amount in euros, with two decimals."""
        return Decimal(self.amount).scaleb(-2)


ZERO = Cents(0)


def cents(euros: Decimal) -> Cents:
    """Euros to cents, rounded half up once; refuses what is not a finite number."""
    if not euros.is_finite():
        raise ValueError("an amount of money is a finite number")
    return Cents(int(euros.scaleb(2).quantize(Decimal(1), rounding=ROUND_HALF_UP)))
