"""Revenue of each month by customer, and usage by product, as two charts. Run it with `pip install plock polars`.

    python revenue.py revenue.svg

In an editor that knows cells (`# %%`), it is a notebook. It reads PLOCK_API_KEY, and PLOCK_BASE_URL for a sandbox.
"""

# %% Three lists become tables, with exact decimals
from __future__ import annotations

import sys
from collections.abc import Sequence
from xml.sax.saxutils import escape

import polars as pl
from plock import Plock

with Plock() as plock:
    accounts = plock.accounts.list().to_polars(columns=["id", "name"])
    invoices = plock.invoices.list().to_polars(columns=["account_id", "amount", "currency", "period_start"])
    usages = plock.product_usages.list().to_polars(columns=["product_id", "value", "timestamp"])

# %% Revenue by month, customer and currency: amounts of two currencies are never added
month = pl.col("period_start").dt.strftime("%Y-%m").alias("month")
names = accounts.rename({"id": "account_id", "name": "customer"})
revenue = (
    invoices.join(names, on="account_id", how="left")
    .group_by(month, pl.col("customer").fill_null("?"), "currency")
    .agg(pl.col("amount").sum())
    .drop_nulls()
    .sort("month", "customer", "currency")
)
print(revenue)

# %% Usage by month and product
usage = (
    usages.group_by(pl.col("timestamp").dt.strftime("%Y-%m").alias("month"), ("product " + pl.col("product_id")).alias("product"))
    .agg(pl.col("value").sum())
    .drop_nulls()
    .sort("month", "product")
)
print(usage)

# %% The charts: stacked bars
COLORS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb"]
WIDTH, HEIGHT, LEFT, BAR = 760, 220, 20, 150


def bars(title: str, rows: Sequence[tuple[str, str, float]], y: int) -> str:
    """Bars of (month, series, value), at most the last 12 months. Only here, a value may be a float: it becomes a height. Credits are not drawn."""
    months = sorted({month for month, _, _ in rows})[-12:]
    series = sorted({name for _, name, _ in rows})
    colors = {name: COLORS[number % len(COLORS)] for number, name in enumerate(series)}
    totals = [sum(value for at, _, value in rows if at == month) for month in months]
    scale = BAR / max([*totals, 1e-9])
    step = (WIDTH - 2 * LEFT - 180) / max(len(months), 1)
    parts = [f'<text x="{LEFT}" y="{y + 20}" font-weight="bold">{escape(title)}</text>']
    for number, (month, total) in enumerate(zip(months, totals)):
        x, top = LEFT + number * step, y + 40.0 + BAR
        for at, name, value in rows:
            if at == month and value > 0:
                top -= value * scale
                tip = escape(f"{month} {name}: {value:,.2f}")
                parts.append(
                    f'<rect x="{x:.1f}" y="{top:.1f}" width="{step * 0.7:.1f}" height="{value * scale:.1f}" fill="{colors[name]}">'
                    f"<title>{tip}</title></rect>"
                )
        parts.append(f'<text x="{x:.1f}" y="{y + 55 + BAR}">{month}</text>')
        parts.append(f'<text x="{x:.1f}" y="{top - 4:.1f}">{total:,.0f}</text>')
    for number, name in enumerate(series[:8]):
        x, line = WIDTH - 170, y + 50 + 18 * number
        parts.append(f'<rect x="{x}" y="{line - 9}" width="10" height="10" fill="{colors[name]}"/>')
        parts.append(f'<text x="{x + 16}" y="{line}">{escape(name)}</text>')
    return "\n".join(parts)


currencies = revenue["currency"].unique().sort().to_list()
charts = [
    (f"Revenue by customer, {currency}", revenue.filter(currency=currency).select("month", "customer", pl.col("amount").cast(float)))
    for currency in currencies
]
charts.append(("Usage by product", usage.with_columns(pl.col("value").cast(float))))
svg = "\n".join(bars(title, table.rows(), HEIGHT * number) for number, (title, table) in enumerate(charts))
with open(sys.argv[1] if len(sys.argv) > 1 else "revenue.svg", "w", encoding="utf-8") as file:
    height = HEIGHT * len(charts)
    file.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>\n{svg}\n</svg>\n'
    )
