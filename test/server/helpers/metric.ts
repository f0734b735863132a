/** The value of a series in what Prometheus reads, or `undefined` where there is none. */
export function readMetric(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}
