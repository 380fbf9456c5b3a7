import { unzipSync, type UnzipFileInfo } from 'fflate';
import { fullName, problem, type Archive, type Document, type Picture, type Problem } from './items.js';

const MIB = 2 ** 20;
/** Largest file that is inflated: what claims to be larger may be a zip bomb. */
const LARGEST = 32 * MIB;
const MOST_ENTRIES = 10_000;
/** Files are inflated in groups of this many or of this size, so that the event loop is never held for long. */
const GROUP = { files: 32, bytes: MIB };

const PICTURE = /\.(png|jpe?g)$/i;
const DOCUMENT = /\.(txt|md|markdown|html?)$|(^|\/)(LICEN[SC]E|README|CHANGELOG|NOTICE)$/i;

/**
 * The pictures and documents in an archive, and what is wrong with them; files of other kinds are left
 * alone. Throws where it can't be read at all. It is lazy: the files are inflated as the pipeline has
 * room for them.
 */
export function unzip(archive: Archive): Iterable<Picture | Document | Problem> {
  return extract(archive, list(archive.bytes));
}

function* extract(
  archive: Archive,
  entries: readonly UnzipFileInfo[],
): Generator<Picture | Document | Problem> {
  let group: UnzipFileInfo[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const reason = refusal(entry);
    if (reason !== undefined) {
      yield problem(fullName({ archive: archive.name, name: entry.name }), reason);
      continue;
    }
    group.push(entry);
    bytes += entry.originalSize;
    if (group.length < GROUP.files && bytes < GROUP.bytes) continue;
    yield* inflate(archive, group);
    group = [];
    bytes = 0;
  }
  yield* inflate(archive, group);
}

/** What the archive says it has of pictures and documents. Inflates nothing. */
function list(bytes: Uint8Array): UnzipFileInfo[] {
  const entries = new Map<string, UnzipFileInfo>();
  let seen = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      if (++seen > MOST_ENTRIES) throw new Error(`has more than ${MOST_ENTRIES} files`);
      if (PICTURE.test(entry.name) || DOCUMENT.test(entry.name)) entries.set(entry.name, entry);
      return false;
    },
  });
  return [...entries.values()];
}

/** Why an entry isn't to be touched, if so. */
function refusal({ name, size, originalSize }: UnzipFileInfo): string | undefined {
  const steps = name.split(/[/\\]/);
  if (steps.includes('..') || steps[0] === '' || /^[a-z]:/i.test(name))
    return 'its name leads out of the archive';
  if (originalSize > LARGEST || size > LARGEST) return `is larger than ${LARGEST / MIB} MiB`;
  return undefined;
}

/** The files of a group; when one of them is broken, each by itself, so that only that one is lost. */
function* inflate(
  archive: Archive,
  group: readonly UnzipFileInfo[],
): Generator<Picture | Document | Problem> {
  const names = new Set(group.map(({ name }) => name));
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(archive.bytes, { filter: ({ name }) => names.has(name) });
  } catch (error) {
    if (group.length > 1) for (const entry of group) yield* inflate(archive, [entry]);
    else for (const name of names) yield problem(fullName({ archive: archive.name, name }), error);
    return;
  }
  for (const name of names) {
    const kind = PICTURE.test(name) ? 'picture' : 'document';
    yield { kind, name, archive: archive.name, bytes: files[name]! };
  }
}
