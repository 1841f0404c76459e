"""Every price format at the speed of the plain one: the same prices in each vendor's layout, read by the same study."""

import argparse
import datetime
import gzip
import json
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys

# Long enough that a run takes tenths of a second of CPU time: shorter ones differ by more than the goals.
SECURITIES, SESSIONS = 240, 2520
# A file with a column a security has few bytes a price: that many times the columns make it as long as the others.
WIDE_COPIES = 6
# CPU time a byte of text against that of the plain file, and with the format detected against by name.
GOAL, DETECTION_GOAL = 1.25, 1.05
# Unpacking and decoding is work of its own.
PACKED = {"polygon", "netease"}


def market(draw):
    """Rows (date, open, high, low, close, volume) of each security, on the same weekdays."""
    days, day = [], datetime.date(2010, 1, 4)
    while len(days) < SESSIONS:
        if day.weekday() < 5:
            days.append(day)
        day += datetime.timedelta(days=1)
    for number in range(SECURITIES):
        price, rows = draw.uniform(10, 90), []
        for day in days:
            opened = price * (1 + draw.gauss(0, 0.004))
            price = opened * (1 + draw.gauss(0, 0.012))
            rows.append((day, f"{opened:.4f}", f"{max(opened, price) + 0.05:.4f}", f"{min(opened, price) - 0.05:.4f}",
                         f"{price:.4f}", draw.randint(1000, 900000)))
        yield f"{number + 1:06d}", rows


def ago(rows):
    return list(reversed(rows))


def returns(rows):
    """Each row with its return in percent, as vendors print it."""
    before = rows[0][4]
    for row in rows:
        yield *row, f"{(float(row[4]) / float(before) - 1) * 100:.4f}", before
        before = row[4]


def one_each(header, line, newest_first=False):
    """A file a security."""
    def write(folder, stocks):
        for security, rows in stocks:
            text = "\n".join([header] + [line(security, row) for row in (ago(rows) if newest_first else rows)])
            (folder / f"{security}.csv").write_text(text + "\n", encoding="utf-8")
    return write


def long(header, line, encoding="utf-8", with_returns=False):
    """All securities in one file."""
    def write(folder, stocks):
        lines = [header]
        for security, rows in stocks:
            lines += [line(security, row) for row in (returns(rows) if with_returns else rows)]
        (folder / "all.csv").write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return write


def a_file_a_day(folder, stocks):
    head = "ticker,volume,open,close,high,low,window_start,transactions"
    for index in range(0, SESSIONS, 1):
        lines = [head]
        for security, rows in stocks:
            d, o, h, l, c, v = rows[index]
            start = int(datetime.datetime(d.year, d.month, d.day, 5, tzinfo=datetime.timezone.utc).timestamp()) * 10**9
            lines.append(f"{security},{v},{o},{c},{h},{l},{start},12")
        with gzip.open(folder / f"{stocks[0][1][index][0]}.csv.gz", "wt", compresslevel=1) as stream:
            stream.write("\n".join(lines) + "\n")


def wide(head):
    def write(folder, stocks):
        copies = ["", *(f"K{copy}" for copy in range(1, WIDE_COPIES))]
        lines = head([security + copy for copy in copies for security, _ in stocks])
        for index in range(SESSIONS):
            prices = [rows[index][4] for _, rows in stocks] * WIDE_COPIES
            lines.append(",".join([str(stocks[0][1][index][0])] + prices))
        (folder / "all.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return write


LAYOUTS = {
    "generic": long("symbol,date,open,high,low,close,volume", lambda s, r: f"{s},{r[0]},{r[1]},{r[2]},{r[3]},{r[4]},{r[5]}"),
    "yahoo": one_each("Date,Open,High,Low,Close,Adj Close,Volume",
                      lambda s, r: f"{r[0]},{r[1]},{r[2]},{r[3]},{r[4]},{r[4]},{r[5]}"),
    "yfinance": one_each("Price,Close,High,Low,Open,Volume\nTicker,X,X,X,X,X\nDate,,,,,",
                         lambda s, r: f"{r[0]},{r[4]},{r[2]},{r[3]},{r[1]},{r[5]}"),
    "yfinance-history": one_each("Date,Open,High,Low,Close,Volume,Dividends,Stock Splits",
                                 lambda s, r: f"{r[0]} 00:00:00-05:00,{r[1]},{r[2]},{r[3]},{r[4]},{r[5]},0.0,0.0"),
    "stooq": one_each("Date,Open,High,Low,Close,Volume", lambda s, r: f"{r[0]},{r[1]},{r[2]},{r[3]},{r[4]},{r[5]}"),
    "stooq-bulk": long("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
                       lambda s, r: f"{s},D,{r[0]:%Y%m%d},000000,{r[1]},{r[2]},{r[3]},{r[4]},{r[5]},0"),
    "nasdaq": one_each("Date,Close/Last,Volume,Open,High,Low",
                       lambda s, r: f"{r[0]:%m/%d/%Y},${r[4]},{r[5]},${r[1]},${r[2]},${r[3]}", newest_first=True),
    "alpha-vantage": one_each("timestamp,open,high,low,close,volume",
                              lambda s, r: f"{r[0]},{r[1]},{r[2]},{r[3]},{r[4]},{r[5]}", newest_first=True),
    "tiingo": one_each("date,close,high,low,open,volume,adjClose,adjHigh,adjLow,adjOpen,adjVolume,divCash,splitFactor",
                       lambda s, r: f"{r[0]},{r[4]},{r[2]},{r[3]},{r[1]},{r[5]},{r[4]},{r[2]},{r[3]},{r[1]},{r[5]},0.0,1.0"),
    "crsp-dsf": long("PERMNO,date,TICKER,PRC,VOL,RET,SHROUT,CFACPR,CFACSHR", with_returns=True,
                     line=lambda s, r: f"{s},{r[0]:%Y%m%d},ABC,{r[4]},{r[5]},{float(r[6]) / 100:.6f},100,1,1"),
    "crsp-ciz": long("PERMNO,DlyCalDt,DlyRet,DlyClose,DlyPrc,DlyVol,DlyDelFlg,DlyRetMissFlg", with_returns=True,
                     line=lambda s, r: f"{s},{r[0]},{float(r[6]) / 100:.6f},{r[4]},{r[4]},{r[5]},N,"),
    "crsp-index": one_each("caldt,vwretd,vwretx,ewretd,ewretx,sprtrn,spindx,totval,totcnt",
                           lambda s, r: f"{r[0]:%Y%m%d},{float(r[4]) % 1 / 50 - 0.01:.6f},0.001,0.002,0.002,0.001,{r[4]},{r[5]},3500"),
    "compustat": long("gvkey\tiid\tdatadate\ttic\tcusip\tconm\tcshtrd\tprccd\tprchd\tprcld\tprcod\tajexdi\ttrfd",
                      lambda s, r: f"{s}\t01\t{r[0]:%Y%m%d}\tABC\t000\tABC CORP\t{r[5]}\t{r[4]}\t{r[2]}\t{r[3]}\t{r[1]}\t1\t1.05"),
    "tushare": long(",ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount", with_returns=True,
                    line=lambda s, r: f"0,{s},{r[0]:%Y%m%d},{r[1]},{r[2]},{r[3]},{r[4]},{r[7]},0,{r[6]},{r[5]},1"),
    "tushare-history": one_each("date,open,high,close,low,volume,price_change,p_change,ma5,ma10,ma20,v_ma5,v_ma10,v_ma20,turnover",
                                lambda s, r: f"{r[0]},{r[1]},{r[2]},{r[4]},{r[3]},{r[5]},0.1,0.5,9,9,9,5,5,5,1.1"),
    "akshare": long("日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率", encoding="utf-8-sig",
                    line=lambda s, r: f"{r[0]},{s},{r[1]},{r[4]},{r[2]},{r[3]},{r[5]},1.0,2.2,1.0,0.1,0.5"),
    "baostock": long("date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus,pctChg,isST", with_returns=True,
                     line=lambda s, r: f"{r[0]},sz.{s},{r[1]},{r[2]},{r[3]},{r[4]},{r[7]},{r[5]},1,3,0.5,1,{r[6]},0"),
    "netease": long("日期,股票代码,名称,收盘价,最高价,最低价,开盘价,前收盘,涨跌额,涨跌幅,换手率,成交量,成交金额,总市值,流通市值",
                    encoding="gb18030", with_returns=True,
                    line=lambda s, r: f"{r[0]},'{s},平安银行,{r[4]},{r[2]},{r[3]},{r[1]},{r[7]},0.1,{r[6]},0.9,{r[5]},1.0,,"),
    "polygon": a_file_a_day,
    "datastream": wide(lambda names: ["Name," + ",".join(names), "Code," + ",".join(f"{name}(P)" for name in names)]),
    "bloomberg": wide(lambda names: ["," + ",".join(f"{name} US Equity" for name in names),
                                     "Date," + ",".join("PX_LAST" for _ in names)]),
    "wide": wide(lambda names: ["Date," + ",".join(names)]),
}


def write(folder):
    stocks = list(market(random.Random(20191007)))
    for name, layout in LAYOUTS.items():
        (folder / name / "prices").mkdir(parents=True, exist_ok=True)
        layout(folder / name / "prices", stocks)
    (folder / "empty").mkdir()
    (folder / "empty" / "prices.csv").write_text("symbol,date,close\nA,2010-01-04,10\n", encoding="utf-8")


def study(folder, name, files, format_key):
    path = folder / f"{name}{'' if format_key else '-detected'}.yaml"
    key = f", format: {name}" if format_key and name != "empty" else ""
    path.write_text(f"events: {name}.csv\nprices:\n  - {{files: '{files}', exchange: XNYS{key}}}\nmodels: [constant-mean]\n"
                    "windows: [[0, 0]]\ntests: []\ntables: [events]\n", encoding="utf-8")
    return path


def cpu(program, path, reports, jobs):
    """User and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "run", path, "--output", reports, "--jobs", str(jobs), "--quiet"], capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(f"bench: {path.name} ends with {done.returncode}: {done.stderr.decode()[:400]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def text_bytes(path):
    """The length of a file's text, unpacked and in UTF-8."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return len(content.decode("gb18030").encode()) if path.parent.parent.name == "netease" else len(content)


def rounds(program, data, studies, count):
    """Seconds of CPU time by format, `count` rounds each: by name, detected, and the plain file right before and after."""
    def seconds(name):
        return cpu(program, studies[name], data / "reports", 1)

    measured = {name: [] for name in LAYOUTS}
    starts = []
    for _ in range(count):
        starts.append(seconds("empty"))
        plain = seconds("generic")
        for name in LAYOUTS:
            named, detected, after = seconds(name), seconds(f"{name} detected"), seconds("generic")
            measured[name].append((named, detected, (plain + after) / 2))
            plain = after
    return statistics.median(starts), measured


def quartile(values):
    """The one that three quarters of the values exceed: a goal that even this misses is not missed by chance."""
    return sorted(values)[(len(values) - 1) // 4]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    data = options.data / f"{SECURITIES}x{SESSIONS}"
    if not (data / "empty").exists():
        print(f"Making the files of {len(LAYOUTS)} formats ({SECURITIES} securities, {SESSIONS} sessions)")
        write(data)
    studies = {"empty": study(data, "empty", "empty/prices.csv", True)}
    for name in LAYOUTS:
        studies[name] = study(data, name, f"{name}/prices/*", True)
        studies[f"{name} detected"] = study(data, name, f"{name}/prices/*", False)
    for name in ["empty", *LAYOUTS]:
        event = "ABC" if name == "empty" else {"baostock": "sz.000001"}.get(name, "000001")
        (data / f"{name}.csv").write_text(f"security,announced_at,phase\n{event},2015-06-15,pre-open\n", encoding="utf-8")
    size = {name: sum(text_bytes(path) for path in (data / name / "prices").iterdir()) for name in LAYOUTS}
    start, measured = rounds(options.program, data, studies, options.runs)
    rows, broken, figures = SECURITIES * SESSIONS, 0, {}
    print(f"{'format':<18}{'MB text':>8}{'ns a row':>10}{'ns a byte':>11}{'of plain':>10}{'best 1/4':>10}{'detected':>10}{'best 1/4':>10}"
          f"  goals {GOAL}, {DETECTION_GOAL}")
    for name in LAYOUTS:
        scale = size["generic"] / size[name]
        shares = [(named - start) / (plain - start) * scale for named, _, plain in measured[name]]
        detections = [(detected - start) / (named - start) for named, detected, _ in measured[name]]
        own = statistics.median(named for named, _, _ in measured[name]) - start
        misses = [what for what, is_missed in [("slow", quartile(shares) > GOAL and name not in PACKED),
                                               ("detection", quartile(detections) > DETECTION_GOAL)] if is_missed]
        broken += len(misses)
        share, detected = statistics.median(shares), statistics.median(detections)
        figures[name] = {"text_bytes": size[name], "seconds": own, "share_of_plain": share, "share_of_plain_best_quarter": quartile(shares),
                         "detected": detected, "detected_best_quarter": quartile(detections)}
        print(f"{name:<18}{size[name] / 1e6:>8.1f}{own / rows * 1e9:>10.0f}{own / size[name] * 1e9:>11.2f}{share:>10.2f}"
              f"{quartile(shares):>10.2f}{detected:>10.2f}{quartile(detections):>10.2f}"
              f"  {', '.join(misses) or 'packed or encoded' * (name in PACKED)}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"CPU time of one thread a byte of text, medians of {options.runs} rounds, each against the plain file read right before and after; "
          f"load {os.getloadavg()[0]:.1f}; {broken} goals missed")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
