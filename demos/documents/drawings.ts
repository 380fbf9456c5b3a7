import sharp from 'sharp';

const WIDTH = 960;
const HEIGHT = 640;
/** Turning by it from one dot to the next spreads dots evenly over a disc: Vogel's sunflower (1979). */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The `n`-th of `count` drawings: a sunflower that opens from one to the next. JPEG and PNG in turn. */
export async function draw(n: number, count: number): Promise<{ name: string; bytes: Uint8Array }> {
  const image = sharp(Buffer.from(svg(n, count)));
  const number = String(n + 1).padStart(3, '0');
  return n % 2 === 0
    ? { name: `sunflower-${number}.jpg`, bytes: await image.jpeg({ quality: 85 }).toBuffer() }
    : { name: `sunflower-${number}.png`, bytes: await image.png().toBuffer() };
}

function svg(n: number, count: number): string {
  const share = n / count;
  const hue = Math.round(360 * share);
  const dots = Array.from({ length: 160 + n * 2 }, (_, i) => {
    const angle = i * (GOLDEN_ANGLE + (share - 0.5) * 0.08);
    const distance = 22 * Math.sqrt(i + 1);
    const x = WIDTH / 2 + distance * Math.cos(angle);
    const y = HEIGHT / 2 + distance * Math.sin(angle);
    const radius = 5 + 7 * Math.abs(Math.sin(i * 0.07 + share * 6));
    const fill = `hsl(${(hue + i) % 360} 80% 62%)`;
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${fill}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="hsl(${(hue + 200) % 360} 35% 14%)"/>${dots.join('')}</svg>`;
}
