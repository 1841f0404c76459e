"""Slips that people and their spreadsheets make, each drawn from a seeded generator: what is left looks like a table still."""

import re

DECIMAL = re.compile(rb"^(-?\d+)\.(\d+)$")
DATE = re.compile(rb"^(\d{4})-(\d\d)-(\d\d)(.*)$")


def cells(data):
    return [line.split(b",") for line in data.split(b"\n")]


def joined(rows):
    return b"\n".join(b",".join(row) for row in rows)


def fields(rows, pattern):
    """(row, column) of every field below the header that has the pattern."""
    return [(row, column) for row in range(1, len(rows)) for column, text in enumerate(rows[row]) if pattern.match(text)]


def one_field(draw, data, pattern, change, what):
    """One such field changed; the data as they are where there is none."""
    rows = cells(data)
    places = fields(rows, pattern)
    if not places:
        return data, f"no {what}"
    row, column = draw.choice(places)
    old = rows[row][column]
    rows[row][column] = change(old)
    return joined(rows), f"{what} on line {row + 1}: {old.decode('latin-1')} -> {rows[row][column].decode('latin-1')[:40]}"


def slip_point(draw, data):
    def moved(text):
        whole, rest = DECIMAL.match(text).groups()
        return draw.choice([whole + rest, whole + rest[:1] + b"." + (rest[1:] or b"0"),
                            (whole[:-1] or b"0") + b"." + whole[-1:] + rest])
    return one_field(draw, data, DECIMAL, moved, "decimal point moved")


def mistype_digit(draw, data):
    def mistyped(text):
        place = draw.choice([index for index, byte in enumerate(text) if 48 <= byte < 58])
        return text[:place] + str((text[place] - 48 + draw.randrange(1, 10)) % 10).encode() + text[place + 1:]
    return one_field(draw, data, DECIMAL, mistyped, "digit mistyped")


def exchange_day_and_month(draw, data):
    return one_field(draw, data, DATE, lambda text: b"%s-%s-%s%s" % tuple(DATE.match(text).group(1, 3, 2, 4)), "day and month exchanged")


def mistype_year(draw, data):
    return one_field(draw, data, DATE, lambda text: draw.choice([b"1919", b"2109", b"2020", b"2011"]) + text[4:], "another year")


def comma_for_point(draw, data):
    is_quoted = draw.random() < 0.5
    sign = b'"' if is_quoted else b""
    return one_field(draw, data, DECIMAL, lambda text: sign + text.replace(b".", b",") + sign, "decimal comma")


def dress_number(draw, data):
    dresses = [b"$%s", b"%s%%", b"(%s)", b"%s EUR", b"'%s", b" %s ", b"%s\xc2\xa0", b"+%s", b"%s-", b"1.%s", b"%sE+02", b"%sO"]
    return one_field(draw, data, DECIMAL, lambda text: draw.choice(dresses) % text, "number dressed")


def exchange_fields(draw, data):
    rows = cells(data)
    row = draw.randrange(1, len(rows)) if len(rows) > 1 else 0
    if len(rows[row]) < 2:
        return data, "no two fields"
    first, second = draw.sample(range(len(rows[row])), 2)
    rows[row][first], rows[row][second] = rows[row][second], rows[row][first]
    return joined(rows), f"fields {first + 1} and {second + 1} exchanged on line {row + 1}"


def exchange_with_neighbor(draw, data):
    """One column of two rows below each other."""
    rows = cells(data)
    if len(rows) < 4:
        return data, "no two rows"
    row = draw.randrange(1, len(rows) - 2)
    column = draw.randrange(max(1, min(len(rows[row]), len(rows[row + 1]))))
    rows[row][column], rows[row + 1][column] = rows[row + 1][column], rows[row][column]
    return joined(rows), f"field {column + 1} of lines {row + 1} and {row + 2} exchanged"


def repeat_changed(draw, data):
    rows = cells(data)
    row = draw.randrange(1, len(rows)) if len(rows) > 1 else 0
    changed, _ = mistype_digit(draw, joined([rows[0], rows[row]]))
    return joined(rows[:row + 1] + [changed.split(b"\n")[-1].split(b",")] + rows[row + 1:]), f"line {row + 1} repeated with another digit"


def lose_field(draw, data):
    rows = cells(data)
    row = draw.randrange(len(rows))
    del rows[row][draw.randrange(len(rows[row]))]
    return joined(rows), f"a field of line {row + 1} lost"


def carry_down(draw, data):
    """A row's numbers repeated in the rows below it, as a fill-down leaves them."""
    rows, count = cells(data), draw.choice([1, 5, 30])
    row = draw.randrange(1, len(rows)) if len(rows) > 1 else 0
    for below in rows[row + 1:row + 1 + count]:
        for column, text in enumerate(rows[row][:len(below)]):
            if DECIMAL.match(text):
                below[column] = text
    return joined(rows), f"numbers of line {row + 1} carried down {count} lines"


SLIPS = [slip_point, mistype_digit, exchange_day_and_month, mistype_year, comma_for_point, dress_number, exchange_fields,
         exchange_with_neighbor, repeat_changed, lose_field, carry_down]
