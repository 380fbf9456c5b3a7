import * as skorche from 'skorche';
import { download } from './download.js';
import * as images from './images.js';
import { indexText } from './index-text.js';
import { hasWords, isPicture, isProblem, type Indexed, type Problem, type Thumbnail } from './items.js';
import { readDocument } from './documents.js';
import { unzip } from './unzip.js';

/** What comes out of the pipeline when it has run. */
export interface Results {
  readonly outputs: skorche.Queue<Thumbnail | Indexed>;
  readonly problems: skorche.Queue<Problem>;
}

/**
 * Archives in, thumbnails of their pictures and an index of their documents out. Only declares:
 * nothing runs yet.
 */
export function declare(addresses: readonly string[]): Results {
  const inputs = skorche.queue({ name: 'inputs', from: addresses });
  const unzipped = skorche.chain([skorche.task(download, { concurrency: 8 }), unzip], inputs);
  const [broken, files] = skorche.split(isProblem, skorche.unbatch(unzipped));

  const [pictures, documents] = skorche.split(isPicture, files);
  const resized = skorche.unbatch(
    skorche.map(images.resizeAll, skorche.batch(pictures.named('pictures'), 10)),
  );
  const [damaged, thumbnails] = skorche.split(isProblem, resized);

  const [unreadable, texts] = skorche.split(
    isProblem,
    skorche.map(readDocument, documents.named('documents')),
  );
  const indexed = skorche.map(indexText, skorche.filter(hasWords, texts), { name: 'indexed' });

  return {
    outputs: skorche.merge([thumbnails.named('thumbnails'), indexed], { name: 'outputs' }),
    problems: skorche.merge(
      [broken.named('broken'), damaged.named('damaged'), unreadable.named('unreadable')],
      { name: 'problems' },
    ),
  };
}
