"""Ways to damage a text file, each drawn from a seeded generator: bytes in, bytes and a description out."""

import re

import slips

NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
HUGE = [b"1e308", b"1e309", b"-1e400", b"9" * 400, b"0." + b"0" * 400 + b"1", b"1e-400", b"0", b"-0", b"-1", b"nan", b"inf",
        b"-Infinity", b"0x1p3", b"1_000", b"1,5", b"+7", b" 12", b"1e", b".", b"-", b"2147483648", b"99999999999999999999",
        b"5e-324", b"1.7976931348623157e308"]
TEXTS = [b"", b" ", b"\t", b"null", b"N/A", b"2019-13-45", b"0000-00-00", b"9999-12-31", b"1850-01-01", b"2019-02-29",
         b"=1+1", b"@SUM(A1)", "海康威视".encode(), "é".encode("latin-1"), b"\xff\xfe", b"\xc3\x28", b"a" * 100_000,
         b"\x1b[31m", b"%s%n", b"../../x", b"'", b"NaN", b"2019-10-07T25:61:00Z", b"2019-10-07T02:30:00+99:00"]
MARKS = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"]


def some_line(draw, lines):
    """An index, the header as often as all other lines together: it is where most hangs."""
    return 0 if draw.random() < 0.25 else draw.randrange(len(lines))


def lines_of(data):
    return data.split(b"\n")


def flip_bytes(draw, data):
    count, data = draw.choice([1, 1, 2, 5, 50]), bytearray(data)
    for _ in range(count):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data), f"{count} bits flipped"


def random_bytes(draw, data):
    count, data = draw.choice([1, 3, 20]), bytearray(data)
    for _ in range(count):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data), f"{count} random bytes"


def truncate(draw, data):
    size = draw.choice([0, 1, 2, 3, draw.randrange(len(data)), draw.randrange(len(data)), len(data) - 1])
    return data[:size], f"cut to {size} bytes"


def cut_middle(draw, data):
    start = draw.randrange(len(data))
    end = min(len(data), start + draw.choice([1, 10, 1000, len(data)]))
    return data[:start] + data[end:], f"bytes {start} to {end} lost"


def lose_lines(draw, data):
    lines = lines_of(data)
    start, count = some_line(draw, lines), draw.choice([1, 1, 2, 30, 300])
    del lines[start:start + count]
    return b"\n".join(lines), f"{count} lines lost from line {start + 1}"


def double_lines(draw, data):
    lines = lines_of(data)
    start, count = some_line(draw, lines), draw.choice([1, 1, 5, 100])
    copied = lines[start:start + count]
    where = draw.choice([start, len(lines), draw.randrange(len(lines) + 1)])
    lines[where:where] = copied
    return b"\n".join(lines), f"{len(copied)} lines from line {start + 1} doubled at line {where + 1}"


def shuffle_lines(draw, data):
    head, *lines = lines_of(data)
    draw.shuffle(lines)
    return b"\n".join([head] + lines), "lines shuffled"


def swap_columns(draw, data):
    lines = [line.split(b",") for line in lines_of(data)]
    width = max(len(line) for line in lines)
    first, second = draw.randrange(width), draw.randrange(width)
    only_header = draw.random() < 0.5
    for line in lines[:1] if only_header else lines:
        if len(line) == width:
            line[first], line[second] = line[second], line[first]
    where = "in the header" if only_header else "everywhere"
    return b"\n".join(b",".join(line) for line in lines), f"columns {first + 1} and {second + 1} swapped {where}"


def lose_column(draw, data):
    lines = [line.split(b",") for line in lines_of(data)]
    column = draw.randrange(max(len(line) for line in lines))
    return b"\n".join(b",".join(line[:column] + line[column + 1:]) for line in lines), f"column {column + 1} lost"


def replace_field(draw, data):
    lines = lines_of(data)
    index, texts = some_line(draw, lines), HUGE + TEXTS
    fields = lines[index].split(b",")
    column, text = draw.randrange(len(fields)), draw.choice(texts)
    fields[column] = text
    lines[index] = b",".join(fields)
    return b"\n".join(lines), f"line {index + 1} field {column + 1} = {text[:30]!r}"


def replace_numbers(draw, data):
    share, text = draw.choice([0.001, 0.01, 0.3, 1]), draw.choice(HUGE)
    changed = NUMBER.sub(lambda found: text if draw.random() < share else found.group(), data)
    return changed, f"{share:.1%} of the numbers = {text[:30]!r}"


def insert_bytes(draw, data):
    text = draw.choice([b'"', b'""', b'"""', b"\x00", b"\x00" * 5000, b",", b";", b"\t", b"\r", b"\n", b"\r\r\n", b"\x1a", b"'",
                        b"\\", b"#", b"\xc2\xa0", b"\xe2\x80\xa8", b'","', b'"\n', b'\n"'])
    count = draw.choice([1, 1, 2, 3, 20])
    for _ in range(count):
        where = draw.randrange(len(data) + 1)
        data = data[:where] + text + data[where:]
    return data, f"{text[:10]!r} inserted {count} times"


def quote_fields(draw, data):
    share = draw.choice([0.1, 1])
    lines = [b",".join(b'"' + field + b'"' if draw.random() < share else field for field in line.split(b","))
             for line in lines_of(data)]
    return b"\n".join(lines), f"{share:.0%} of the fields quoted"


def change_breaks(draw, data):
    text = draw.choice([b"\r\n", b"\r", b"\n\r", b"\n\n", b"\r\r\n", b""])
    share = draw.choice([0.2, 1, 1])
    parts = lines_of(data)
    result = parts[0]
    for part in parts[1:]:
        result += (text if draw.random() < share else b"\n") + part
    return result, f"{share:.0%} of the line breaks = {text!r}"


def change_delimiter(draw, data):
    text = draw.choice([b";", b"\t", b"|", b" ", b":"])
    return data.replace(b",", text), f"delimiter {text!r}"


def put_mark(draw, data):
    mark = draw.choice(MARKS)
    return mark + data, f"begins with {mark!r}"


def other_encoding(draw, data):
    name = draw.choice(["utf-16", "utf-16-le", "utf-32", "cp500"])
    return data.decode("utf-8", "replace").encode(name, "replace"), f"encoded as {name}"


def shift_dates(draw, data):
    years = draw.choice([-400, -100, -50, -1, 1, 50, 400])
    changed = re.sub(rb"\b(1[0-9]{3}|20[0-9]{2})-(?=\d\d-\d\d)", lambda found: b"%04d-" % (int(found.group(1)) + years), data)
    return changed, f"dates moved by {years} years"


def same_numbers(draw, data):
    return re.sub(rb"\d+\.\d+", b"12.5", data), "every decimal = 12.5"


def grow(draw, data):
    head, _, body = data.partition(b"\n")
    times = draw.choice([2, 5])
    return head + b"\n" + (body.rstrip(b"\n") + b"\n") * times, f"all rows {times} times"


ANY = [flip_bytes, random_bytes, truncate, cut_middle, lose_lines, double_lines, insert_bytes, change_breaks, put_mark,
       other_encoding, replace_numbers, shuffle_lines]
TABLE = ANY + [swap_columns, lose_column, replace_field, replace_field, replace_field, quote_fields, change_delimiter,
               shift_dates, same_numbers, grow]


def damage(draw, data, is_table):
    """A slip of people in half of the tables, otherwise one to three kinds of damage, one after the other."""
    if is_table and data and draw.random() < 0.5:
        return draw.choice(slips.SLIPS)(draw, data)
    said = []
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        if not data:
            break
        data, text = draw.choice(TABLE if is_table else ANY)(draw, data)
        said.append(text)
    return data, ", ".join(said)
