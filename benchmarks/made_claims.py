"""Claims and deliveries of any number, made by DuckDB in a moment: the same for the same number, fictional."""

from pathlib import Path

import duckdb

CLAIMS_A_DELIVERY = 50
_CLAIMS = """
COPY (
    SELECT
        'C' || i AS claim_id,
        'M' || (hash(i) % {members}) AS member_id,
        DATE '2022-01-01' + CAST(hash(i + 1) % 730 AS INTEGER) AS service_date,
        CASE hash(i + 2) % 20 WHEN 0 THEN 'inpatient_facility' WHEN 1 THEN 'outpatient_facility'
            WHEN 2 THEN 'outpatient_facility' WHEN 3 THEN 'pharmacy' WHEN 4 THEN 'pharmacy'
            ELSE 'professional' END AS claim_type,
        'H' || (hash(i + 3) % 300) AS provider,
        CASE hash(i + 4) % 8 WHEN 0 THEN 'O80;Z37.0' WHEN 1 THEN 'Z34.03' WHEN 2 THEN 'O26.893;E66.9'
            WHEN 3 THEN 'P07.18' WHEN 4 THEN 'E11.9;I10' WHEN 5 THEN 'Z39.2' ELSE 'O09.513' END AS diagnoses,
        CASE hash(i + 5) % 5 WHEN 0 THEN '59400' WHEN 1 THEN '' ELSE '99213' END AS procedures,
        CAST(CAST(hash(i + 6) % 500000 AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) AS allowed
    FROM range({claims}) numbers(i)
) TO '{folder}/claims.parquet'
"""
_DELIVERIES = """
COPY (
    SELECT
        'D' || i AS delivery_id,
        'M' || i AS member_id,
        DATE '2022-10-01' + CAST(hash(i) % 400 AS INTEGER) AS delivery_date,
        'P' || (hash(i + 1) % 2000) AS pap,
        'qhp' AS line_of_business,
        'fully_insured' AS funding,
        CASE hash(i + 2) % 20 WHEN 0 THEN 'no' ELSE 'yes' END AS continuous_coverage
    FROM range({deliveries}) numbers(i)
) TO '{folder}/deliveries.parquet'
"""


def make(folder: Path, claims: int) -> tuple[Path, Path]:
    """So many claims, and a delivery for each fifty of them, of as many members; half as many members have none."""
    deliveries = claims // CLAIMS_A_DELIVERY
    sizes = {"folder": folder, "claims": claims, "deliveries": deliveries, "members": deliveries * 3 // 2}
    connection = duckdb.connect()
    for query in (_CLAIMS, _DELIVERIES):
        connection.execute(query.format(**sizes))
    return folder / "claims.parquet", folder / "deliveries.parquet"
