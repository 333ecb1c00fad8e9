/** A chart's height as a percentage of its width, from its view box. */
export function heightOf(svg: string): number {
  const box = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg)
  const [width, height] = [Number(box?.[1]), Number(box?.[2])]
  return width > 0 && height > 0 ? Math.round((height / width) * 1000) / 10 : 64
}
