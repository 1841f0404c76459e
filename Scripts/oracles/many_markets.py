#!/usr/bin/env python3
"""Oracle: one instant on 33 markets with sessions and hours of their own.

Run:  Scripts/oracles/many_markets.py
Writes Tests/Fixtures/Oracles/many-markets: a study whose markets know their sessions from an index alone, with simulated
levels, and what day 0, day 0's abnormal return and the 6- and 11-day CARs are. Local closes become instants by Python's
zoneinfo; the mean of the estimation window and its variance come from statsmodels.
"""
import csv
import datetime as dt
import pathlib
import sys
import zoneinfo

ROOT = pathlib.Path(__file__).resolve().parents[2]
try:
    import numpy as np
    import statsmodels.api as sm
except ImportError:
    sys.path.append(str(ROOT / "Scripts/internal"))
    from environment import restart_with

    restart_with(ROOT / "Scripts/oracles/oracle-requirements.txt")

FOLDER = ROOT / "Tests/Fixtures/Oracles/many-markets"
INSTANT = "2001-09-11T08:46:00-04:00"
LENGTH, LAST = 40, -11
MON_FRI, SUN_THU, SAT_WED = {1, 2, 3, 4, 5}, {7, 1, 2, 3, 4}, {6, 7, 1, 2, 3}

# Market, zone, open, close, weekdays, days of September 2001 without a session. Hours are of that kind, not of record.
MARKETS = [
    ("Wellington", "Pacific/Auckland", "09:30", "16:30", MON_FRI, ""),
    ("Sydney", "Australia/Sydney", "10:00", "16:00", MON_FRI, ""),
    ("Tokyo", "Asia/Tokyo", "09:00", "15:00", MON_FRI, "24"),
    ("Seoul", "Asia/Seoul", "09:00", "15:00", MON_FRI, "12"),
    ("Taipei", "Asia/Taipei", "09:00", "13:30", MON_FRI, "12 17 18"),
    ("HongKong", "Asia/Hong_Kong", "10:00", "16:00", MON_FRI, ""),
    ("Shanghai", "Asia/Shanghai", "09:30", "15:00", MON_FRI, ""),
    ("Singapore", "Asia/Singapore", "09:00", "17:00", MON_FRI, ""),
    ("KualaLumpur", "Asia/Kuala_Lumpur", "09:00", "17:00", MON_FRI, "12"),
    ("Jakarta", "Asia/Jakarta", "09:30", "16:00", MON_FRI, ""),
    ("Bangkok", "Asia/Bangkok", "10:00", "16:30", MON_FRI, "12"),
    ("Dhaka", "Asia/Dhaka", "10:00", "14:00", SAT_WED, ""),
    ("Kathmandu", "Asia/Kathmandu", "12:00", "18:30", SUN_THU, ""),
    ("Colombo", "Asia/Colombo", "09:30", "14:30", MON_FRI, ""),
    ("Mumbai", "Asia/Kolkata", "10:00", "15:30", MON_FRI, ""),
    ("Karachi", "Asia/Karachi", "09:30", "17:46", MON_FRI, "12 13"),
    ("Riyadh", "Asia/Riyadh", "10:00", "18:30", SAT_WED, ""),
    ("Cairo", "Africa/Cairo", "10:30", "15:30", SUN_THU, ""),
    ("TelAviv", "Asia/Jerusalem", "09:45", "16:45", SUN_THU, "17 18 19 26 27"),
    ("Amman", "Asia/Amman", "10:00", "15:46", SUN_THU, ""),
    ("Istanbul", "Europe/Istanbul", "09:30", "17:00", MON_FRI, ""),
    ("Moscow", "Europe/Moscow", "10:30", "18:00", MON_FRI, "12"),
    ("Johannesburg", "Africa/Johannesburg", "09:00", "16:00", MON_FRI, "24"),
    ("Warsaw", "Europe/Warsaw", "10:00", "16:10", MON_FRI, ""),
    ("Frankfurt", "Europe/Berlin", "09:00", "20:00", MON_FRI, ""),
    ("London", "Europe/London", "08:00", "16:30", MON_FRI, ""),
    ("Reykjavik", "Atlantic/Reykjavik", "09:30", "16:00", MON_FRI, ""),
    ("SaoPaulo", "America/Sao_Paulo", "10:00", "17:00", MON_FRI, "7"),
    ("Santiago", "America/Santiago", "09:30", "16:30", MON_FRI, "18 19"),
    ("Lima", "America/Lima", "08:30", "13:30", MON_FRI, ""),
    ("Mexico", "America/Mexico_City", "08:30", "15:00", MON_FRI, "12 13"),
    ("NewYork", "America/New_York", "09:30", "16:00", MON_FRI, "3 11 12 13 14"),
    ("Honolulu", "Pacific/Honolulu", "07:00", "13:00", MON_FRI, "3 11 12"),
]


def sessions(weekdays, closed):
    days = {dt.date(2001, 9, int(day)) for day in closed.split()}
    date = dt.date(2001, 6, 18)
    while date <= dt.date(2001, 10, 5):
        if date.isoweekday() in weekdays and date not in days:
            yield date
        date += dt.timedelta(1)


def levels(count, rng):
    """An index to two decimals: a walk with a fall in the days after the news."""
    return [f"{level:.2f}" for level in 1000 * np.exp(np.cumsum(rng.normal(0.0003, 0.011, count)))]


def phase(instant, zone, dates, opened, closed):
    local = instant.astimezone(zone)
    if local.date() not in dates:
        return "closed-day"
    clock = local.strftime("%H:%M")
    return "pre-open" if clock < opened else "after-close" if clock >= closed else "regular"


def measure(name, returns, zero):
    """Day 0's abnormal return, and (CAR, its standard error) over [0,5] and [0,10], on the mean of the estimation days."""
    first = zero + LAST - LENGTH + 1
    estimation = np.array([returns[k] for k in range(first, zero + LAST + 1)])
    fit = sm.OLS(estimation, np.ones(len(estimation))).fit()
    mean, variance, of_mean = fit.params[0], fit.mse_resid, fit.cov_params()[0, 0]
    result = [returns[zero] - mean]
    for days in (6, 11):
        car = sum(returns[zero + k] - mean for k in range(days))
        result += [car, (days * variance + days * days * of_mean) ** 0.5]
    return result


def main():
    (FOLDER / "prices").mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20010911)
    instant = dt.datetime.fromisoformat(INSTANT)
    study, events, expected = ["name: many-markets", "events: events.csv", "prices:"], [], []
    for name, zone_name, opened, closed, weekdays, holidays in MARKETS:
        zone = zoneinfo.ZoneInfo(zone_name)
        dates = list(sessions(weekdays, holidays))
        prices = levels(len(dates), rng)
        with open(FOLDER / f"prices/{name}.csv", "w") as file:
            file.write("date,level\n" + "".join(f"{date},{price}\n" for date, price in zip(dates, prices)))
        study += [
            f"  - files: prices/{name}.csv", "    columns: {date: date, close: level}", f"    exchange: {name.upper()}",
            "    calendar: benchmark",
            f'    hours: {{open: "{opened}", close: "{closed}", timezone: {zone_name}}}',
        ]
        events.append(f"{name},{name},{INSTANT},september-11\n")
        closes = [dt.datetime.fromisoformat(f"{date}T{closed}").replace(tzinfo=zone) for date in dates]
        zero = next(k for k, close in enumerate(closes) if close > instant)
        numbers = [float(price) for price in prices]
        returns = [float("nan")] + [numbers[k] / numbers[k - 1] - 1 for k in range(1, len(numbers))]
        moment = max(instant, dt.datetime.fromisoformat(f"{dates[zero]}T{opened}").replace(tzinfo=zone))
        row = [name, phase(instant, zone, set(dates), opened, closed), dates[zero],
               moment.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")]
        expected.append(row + [repr(float(number)) for number in measure(name, returns, zero)])
    study += [
        "models: [constant-mean]", f"estimation: {{length: {LENGTH}, last: {LAST}, minimum: 20}}",
        "event_window: [-10, 10]", "windows: [[0, 0], [0, 5], [0, 10]]", "tests: [cross-sectional-t]", "",
    ]
    (FOLDER / "study.yaml").write_text("\n".join(study))
    (FOLDER / "events.csv").write_text("event_id,security,announced_at,announcement_id\n" + "".join(events))
    with open(FOLDER / "expected.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            "market phase day_zero first_tradable_at ar car_0_5 car_se_0_5 car_0_10 car_se_0_10".split())
        writer.writerows(expected)
    (FOLDER / "README.md").write_text(
        "# One instant on 33 markets\n\n"
        "The instant is 2001-09-11 08:46 in New York; markets, sessions, hours and levels are simulated (Sunday sessions, markets\n"
        "closed for days, markets that close before and after it, two at the very minute). `expected.csv` is made by\n"
        "`Scripts/oracles/many_markets.py` with Python's zoneinfo, numpy 2.4.6 and statsmodels 0.15.0 (seed 20010911).\n")


if __name__ == "__main__":
    main()
