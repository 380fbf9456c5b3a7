import * as skorche from 'skorche';
import { download } from './download.js';
import {
  hasWords,
  isPicture,
  isProblem,
  problemOf,
  type Fallible,
  type Indexed,
  type Problem,
  type Thumbnail,
} from './items.js';
import { unzip } from './unzip.js';

// What keeps a core busy runs on worker threads; the modules know nothing of it.
const images = skorche.threads<typeof import('./images.js')>(new URL('./images.js', import.meta.url));
const reading = skorche.threads<typeof import('./documents.js')>(new URL('./documents.js', import.meta.url));
const indexing = skorche.threads<typeof import('./index-text.js')>(
  new URL('./index-text.js', import.meta.url),
);

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
  const failures = skorche.queue<skorche.Failure<Fallible>>({ name: 'failures' });
  const fetched = skorche.task(download, {
    concurrency: 8,
    timeout: 30_000,
    context: true,
    onError: failures,
  });

  const inputs = skorche.queue({ name: 'inputs', from: addresses });
  const unzipped = skorche.chain([fetched, skorche.task(unzip, { onError: failures })], inputs);
  const [broken, files] = skorche.split(isProblem, skorche.unbatch(unzipped));
  const [pictures, documents] = skorche.split(isPicture, files);

  const batches = skorche.batch(pictures.named('pictures'), 10);
  const [damaged, thumbnails] = skorche.split(
    isProblem,
    skorche.unbatch(skorche.map(images.resizeAll, batches)),
  );

  const texts = skorche.map(
    skorche.task(reading.readDocument, { onError: failures }),
    documents.named('documents'),
  );
  const indexed = skorche.map(indexing.indexText, skorche.filter(hasWords, texts), { name: 'indexed' });

  const failed = skorche.map(problemOf, failures);
  return {
    outputs: skorche.merge([thumbnails.named('thumbnails'), indexed], { name: 'outputs' }),
    problems: skorche.merge([failed, broken.named('broken'), damaged.named('damaged')], { name: 'problems' }),
  };
}
