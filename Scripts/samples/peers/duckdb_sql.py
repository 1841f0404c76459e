"""DuckDB computes everything in SQL; Python only hands it the statements. usage: duckdb_sql.py DATA OUT"""

import os
import sys

import duckdb

data, out = sys.argv[1:3]
files = f"{data}/prices/*.csv" if os.path.isdir(f"{data}/prices") else f"{data}/prices.csv"
STATEMENTS = f"""
SET TimeZone = 'America/New_York'; SET preserve_insertion_order = false; SET enable_progress_bar = false;
SET threads = {os.environ.get("THREADS", "2")};
CREATE TEMP TABLE market AS
  SELECT date, (row_number() OVER (ORDER BY date))::INT AS session, ln(close) - lag(ln(close)) OVER (ORDER BY date) AS x
  FROM read_csv('{data}/index.csv');
CREATE TEMP TABLE announced AS
  SELECT row_number() OVER ()::INT AS event, event_id, security, announced_at::TIMESTAMPTZ AS moment
  FROM read_csv('{data}/events.csv', types = {{'announced_at': 'VARCHAR', 'security': 'VARCHAR'}});
CREATE TEMP TABLE aligned AS
  SELECT event, event_id, security, market.session AS day_zero
  FROM (SELECT *, CAST(moment AS DATE) + (date_part('hour', moment) >= 16)::INT AS date FROM announced) a
  ASOF JOIN market ON a.date <= market.date;
CREATE TEMP TABLE returns AS
  SELECT symbol, session, x, ln(close) - lag(ln(close)) OVER (PARTITION BY symbol ORDER BY session) AS y
  FROM read_csv('{files}', types = {{'close': 'DOUBLE', 'symbol': 'VARCHAR'}}) JOIN market USING (date)
  WHERE symbol IN (SELECT security FROM aligned);
CREATE TEMP TABLE days AS
  SELECT event, (session - day_zero)::INT AS day, y, x
  FROM aligned JOIN returns ON symbol = security AND session BETWEEN day_zero - 260 AND day_zero + 10;
CREATE TEMP TABLE fit AS
  SELECT event, regr_intercept(y, x) AS alpha, regr_slope(y, x) AS beta, regr_avgx(y, x) AS mean, regr_sxx(y, x) AS squares,
    sqrt((regr_syy(y, x) - regr_sxy(y, x) ** 2 / regr_sxx(y, x)) / 248) AS sigma
  FROM days WHERE day < -10 GROUP BY event;
CREATE TEMP TABLE rest AS
  SELECT event, day, y - alpha - beta * x AS ar, sigma, 1 + 1 / 250.0 + (x - mean) ** 2 / squares AS error
  FROM days JOIN fit USING (event);
CREATE TEMP TABLE scores AS
  SELECT day, avg(score) AS score FROM (
    SELECT day, (rank() OVER ascending + (count(*) OVER (PARTITION BY event, ar) - 1) / 2.0) / 272 - 0.5 AS score
    FROM rest WINDOW ascending AS (PARTITION BY event ORDER BY ar)) GROUP BY day;
CREATE TEMP TABLE sums AS
  SELECT event, sum(ar) AS car, sum(ar / (sigma * sqrt(error))) / sqrt(21) AS scar FROM rest WHERE day >= -10 GROUP BY event;
COPY (SELECT event_id, alpha, beta, sigma, car FROM aligned JOIN fit USING (event) JOIN sums USING (event) ORDER BY event)
  TO '{out}/events.csv' (HEADER);
COPY (SELECT event_id, day, ar FROM rest JOIN aligned USING (event) WHERE day >= -10 ORDER BY event, day)
  TO '{out}/ar.csv' (HEADER);
COPY (SELECT day, aar, sum(aar) OVER (ORDER BY day) AS caar FROM (
  SELECT day, avg(ar) AS aar FROM rest WHERE day >= -10 GROUP BY day) ORDER BY day) TO '{out}/averages.csv' (HEADER);
COPY (
  WITH s AS (SELECT count(*) AS n, avg(car) AS car, stddev_samp(car) AS deviation, avg(scar) AS scar,
      stddev_samp(scar) AS spread, count(*) FILTER (car > 0) AS positive FROM sums),
    p AS (SELECT avg((ar > 0)::INT) AS share FROM rest WHERE day < -10),
    r AS (SELECT sqrt(avg(score * score)) AS deviation, sum(score) FILTER (day >= -10) AS total FROM scores)
  SELECT 'cross-sectional-t' AS test, car / (deviation / sqrt(n)) AS statistic FROM s
  UNION ALL SELECT 'patell:classic', scar * n / sqrt(n * 248.0 / 246) FROM s
  UNION ALL SELECT 'bmp:classic', scar / (spread / sqrt(n)) FROM s
  UNION ALL SELECT 'corrado-rank:plain', total / (sqrt(21) * deviation) FROM r
  UNION ALL SELECT 'generalized-sign:daily', (positive - n * share) / sqrt(n * share * (1 - share)) FROM s, p)
  TO '{out}/tests.csv' (HEADER)
"""
connection = duckdb.connect()
for statement in STATEMENTS.split(";"):
    connection.execute(statement)
