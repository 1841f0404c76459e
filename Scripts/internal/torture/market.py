"""A small market for damage: one long file, one-file-a-security, ready-made returns, every optional input, from a seed."""

import datetime
import random

STUDY = """\
name: torture
events: events.csv
securities: securities.csv
suspensions: suspensions.csv
prices:
  - files: long.csv
    columns: {security: id, date: day, open: open, high: high, low: low, close: close, adjusted_close: adjusted, volume: volume}
    exchange: XNYS
    benchmark: INDEX
  - files: one/*.csv
    format: yahoo
    exchange: XLON
    benchmark: INDEX
  - files: returns.csv
    columns: {security: id, date: day, return: ret}
    benchmark: INDEX
    calendar: benchmark
    hours: {open: "09:00", close: "17:30", timezone: Europe/Berlin}
  - files: index.csv
    security: INDEX
    columns: {date: date, close: level}
    exchange: XNYS
estimation: {length: 60, last: -6, minimum: 20}
event_window: [-5, 5]
windows: [[0, 0], [-1, 1], each-day]
models: [market-model, market-adjusted, constant-mean, raw]
tests: [cross-sectional-t, crude-dependence, patell, bmp, adjusted-bmp, corrado-rank, grank-t, sign, wilcoxon, hall, portfolio-t, calendar-time]
incomplete_windows: available
group_by: sector
alternative: greater
output: reports
"""


def weekdays(first, count):
    day = first
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day += datetime.timedelta(days=1)


def price_rows(draw, days, drift):
    """(day, open, high, low, close, adjusted, volume); some days are not traded."""
    price = draw.uniform(10, 90)
    for day in days:
        opened = price * (1 + draw.gauss(0, 0.004))
        price = opened * (1 + drift + draw.gauss(0, 0.012))
        if draw.random() > 0.02:
            yield (day, f"{opened:.2f}", f"{max(opened, price) + 0.05:.2f}", f"{min(opened, price) - 0.05:.2f}", f"{price:.2f}",
                   f"{price * 0.97:.4f}", draw.randint(1000, 90000))


def write(folder, seed=7):
    """Writes the study and its inputs into `folder`, which exists."""
    draw = random.Random(seed)
    days = list(weekdays(datetime.date(2015, 1, 5), 260))

    def table(name, header, rows):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join([header] + [",".join(map(str, row)) for row in rows]) + "\n"
        (folder / name).write_text(text, encoding="utf-8")

    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    table("index.csv", "date,level", ((day, row) for day, row, *_ in price_rows(draw, days, 0)))
    long = [(f"L{number}", *row) for number in range(4) for row in price_rows(draw, days, 0)]
    draw.shuffle(long)
    table("long.csv", "id,day,open,high,low,close,adjusted,volume", long)
    for name in ["ONE", "TWO"]:
        table(f"one/{name}.csv", "Date,Open,High,Low,Close,Adj Close,Volume", price_rows(draw, days, 0))
    table("returns.csv", "id,day,ret",
          ((f"R{number}", day, f"{draw.gauss(0, 0.01):.6f}") for number in range(2) for day in days))
    table("suspensions.csv", "security,from,until,reason",
          [("L1", days[150], days[153], "news"), ("TWO", days[200], "", "gone")])
    table("securities.csv", "security,exchange,benchmark,group,name,currency",
          [("L0", "XNAS", "", "a", "First", "USD"), ("L2", "", "", "b", "Second", "EUR"), ("INDEX", "", "", "", "Index", "USD")])
    at = [days[120], days[150], days[200], days[245], days[258]]
    forms = [("{}", "", ""), ("{}T16:20:00-05:00", "", ""), ("{}T09:00:00", "America/New_York", ""), ("{}", "", "after-close"),
             ("{}", "", "pre-open"), ("{}T12:30", "", "")]
    securities = ["L0", "L1", "L2", "L3", "ONE", "TWO", "R0", "R1", "L1", "ONE", "NONE", "L3"]
    events = []
    for number, security in enumerate(securities):
        form, zone, phase = forms[number % len(forms)]
        events.append((f"E{number}", security, form.format(at[number % len(at)]), zone, phase, "xyz"[number % 3]))
    events.append(("E0", "L2", at[0], "", "", "x"))
    table("events.csv", "event_id,security,announced_at,timezone,phase,sector", events)
