import sharp from 'sharp';
import { fullName, problem, type Picture, type Problem, type Thumbnail } from './items.js';

/** Longest side of a thumbnail, in pixels. */
const SIDE = 240;
/** Most pixels of a picture that is decoded: a file of a few bytes can claim any number. */
const MOST_PIXELS = 50e6;

/** Thumbnails of a batch of pictures, in the same order; a problem in place of one that can't be decoded. */
export function resizeAll(pictures: readonly Picture[]): Promise<(Thumbnail | Problem)[]> {
  return Promise.all(pictures.map(resize));
}

async function resize(picture: Picture): Promise<Thumbnail | Problem> {
  const { name, archive } = picture;
  try {
    const image = sharp(picture.bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS });
    const { width, height } = await image.metadata();
    const bytes = await image
      .autoOrient()
      .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 70 })
      .toBuffer();
    return { kind: 'thumbnail', name, archive, width, height, bytes };
  } catch (error) {
    // libvips keeps its errors for the whole process: another picture may have taken away the cause.
    return problem(fullName(picture), new Error("can't be decoded", { cause: error }));
  }
}
