# data.table reads, matrices compute all events at once. usage: Rscript data_table.R DATA OUT
suppressMessages({
  library(data.table)
  library(matrixStats)
})
setDTthreads(as.integer(Sys.getenv("THREADS", "2")))
words <- commandArgs(TRUE)
data <- words[1]
out <- words[2]
folder <- file.path(data, "prices")
files <- if (dir.exists(folder)) list.files(folder, full.names = TRUE) else paste0(folder, ".csv")
prices <- rbindlist(lapply(files, fread, select = c("symbol", "date", "close"), na.strings = ""))
index <- fread(file.path(data, "index.csv"))
events <- fread(file.path(data, "events.csv"), colClasses = list(character = "announced_at"), na.strings = "")
symbols <- unique(prices$symbol)
levels <- matrix(NA_real_, nrow(index), length(symbols))
levels[match(prices$date, index$date) + (chmatch(prices$symbol, symbols) - 1L) * nrow(index)] <- prices$close
returns <- rbind(NA_real_, diff(log(levels)))
market <- c(NA, diff(log(index$close)))
stamp <- events$announced_at
size <- nchar(stamp)
offset <- substr(stamp, size - 5L, size)
moment <- as.POSIXct(substr(stamp, 1, size - 6L), format = "%Y-%m-%dT%H:%M:%S", tz = "UTC") -
  ifelse(substr(offset, 1, 1) == "-", -60, 60) * (as.integer(substr(offset, 2, 3)) * 60 + as.integer(substr(offset, 5, 6)))
local <- as.POSIXlt(moment, tz = "America/New_York")
date <- as.Date(format(local, "%Y-%m-%d")) + (local$hour >= 16)
day_zero <- findInterval(as.numeric(date) - 1, as.numeric(as.Date(index$date))) + 1L
count <- nrow(events)
sessions <- outer(-260:10, day_zero, `+`)
y <- matrix(returns[sessions + rep((match(events$security, symbols) - 1L) * nrow(index), each = 271)], 271)
x <- matrix(market[sessions], 271)
before <- 1:250
window <- 251:271
mean_x <- colMeans(x[before, ])
mean_y <- colMeans(y[before, ])
centered <- sweep(x[before, ], 2, mean_x)
squares <- colSums(centered^2)
beta <- colSums(centered * y[before, ]) / squares
alpha <- mean_y - beta * mean_x
rest <- y - rep(alpha, each = 271) - rep(beta, each = 271) * x
sigma <- sqrt(colSums(rest[before, ]^2) / 248)
ar <- rest[window, ]
error <- 1 + 1 / 250 + sweep(x[window, ], 2, mean_x)^2 / rep(squares, each = 21)
car <- colSums(ar)
scar <- colSums(ar / (rep(sigma, each = 21) * sqrt(error))) / sqrt(21)
scores <- rowMeans(colRanks(rest, ties.method = "average", preserveShape = TRUE) / 272 - .5)
share <- mean(rest[before, ] > 0)
statistic <- c(
  mean(car) / (sd(car) / sqrt(count)), sum(scar) / sqrt(count * 248 / 246), mean(scar) / (sd(scar) / sqrt(count)),
  sum(scores[window]) / (sqrt(21) * sqrt(mean(scores^2))),
  (sum(car > 0) - count * share) / sqrt(count * share * (1 - share)))
names <- c("cross-sectional-t", "patell:classic", "bmp:classic", "corrado-rank:plain", "generalized-sign:daily")
fwrite(data.table(event_id = events$event_id, alpha, beta, sigma, car), file.path(out, "events.csv"))
fwrite(data.table(event_id = rep(events$event_id, each = 21), day = rep(-10:10, count), ar = as.vector(ar)), file.path(out, "ar.csv"))
fwrite(data.table(day = -10:10, aar = rowMeans(ar), caar = cumsum(rowMeans(ar))), file.path(out, "averages.csv"))
fwrite(data.table(test = names, statistic), file.path(out, "tests.csv"))
