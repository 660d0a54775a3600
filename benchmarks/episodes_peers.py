"""What qis episodes build is compared with: a bare scan of the same columns, and the same join and sums in pandas.

usage: episodes_peers.py scan|pandas CLAIMS DELIVERIES     prints the dollars of all claims, or of those in an episode
"""

import sys

COLUMNS = ("claim_id", "member_id", "service_date", "claim_type", "provider", "diagnoses", "procedures", "allowed")
NEWBORN, RELATED = r"(?:^|;)(?:P|Z38)", r"(?:^|;)(?:O|Z34|Z37|Z39)"
YEAR = 2023  # the contract's
DELIVERY = ("59400", "59409", "59410", "59510", "59514", "59515")


def scan(claims: str, _: str) -> object:
    """Every value of every column is read, and nothing else done."""
    import duckdb

    read = ", ".join(f"max({column})" for column in COLUMNS[:-1])
    found = duckdb.connect().execute(f"SELECT {read}, sum(allowed) FROM read_parquet(?)", [claims]).fetchone()  # noqa: S608
    return found[-1] if found else None


def pandas(claims: str, deliveries: str) -> object:
    """The claims of members with a delivery, in its window and on a list, summed by delivery, in floating point."""
    import pandas as pd

    rows = pd.read_parquet(claims, columns=list(COLUMNS))
    events = pd.read_parquet(deliveries)
    rows["allowed"] = rows["allowed"].astype("float64")
    rows["service_date"] = pd.to_datetime(rows["service_date"])
    day = events["delivery_date"] = pd.to_datetime(events["delivery_date"])
    ends = day + pd.Timedelta(days=60)
    events["first"], events["last"] = day - pd.Timedelta(days=280), ends
    events = events[(ends.dt.year == YEAR) & (events["continuous_coverage"] == "yes")]
    joined = rows.merge(events, on="member_id")
    joined = joined[(joined["service_date"] >= joined["first"]) & (joined["service_date"] <= joined["last"])]
    related = joined["diagnoses"].str.contains(RELATED) | joined["procedures"].isin(DELIVERY)
    joined = joined[related & ~joined["diagnoses"].str.contains(NEWBORN)]
    return joined.groupby("delivery_id")["allowed"].sum().sum().round(2)


if __name__ == "__main__":
    print({"scan": scan, "pandas": pandas}[sys.argv[1]](*sys.argv[2:]))
