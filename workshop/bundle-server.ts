import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { carriedLibraries } from './carried-libraries.ts';

/** The address of another program of the server: a thread or a process of its own. */
const program = /new URL\(\s*['"](\.[^'"]+)\.ts['"]\s*,\s*import\.meta\.url/g;
const place = /__place\("([^"]+)"\)/g;

/** The package that a module is of. */
const packageAt = /.*\/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//;

/**
 * The server as the package carries it: its programs where their sources stand, and what they share in `chunks/`. One
 * file after another, two thousand of them took half of a start to find. Answers the names of the libraries in it.
 */
export async function bundleServer(floors: readonly string[], folder: string): Promise<readonly string[]> {
  const sources = globSync(
    floors.map((floor) => `${floor}/**/*.ts`),
    { exclude: (path) => /\.(test|suite)\.ts$/.test(path) },
  );
  const programs = sources.flatMap((source) =>
    [...readFileSync(source, 'utf8').matchAll(program)].map(([, path]) =>
      join(dirname(source), `${path}.ts`),
    ),
  );
  const entries = ['runtime/main.ts', ...programs];
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [keepsPlaces(), inAscii()],
    ssr: { noExternal: [carriedLibraries] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(entries.map((entry) => [entry.replace(/\.ts$/, ''), resolve(entry)])),
        checks: { bundlerTimings: false },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // An eighth of the text, which the engine keeps for as long as the server runs.
          comments: { jsdoc: false },
        },
      },
    },
  });
  const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const modules = files.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  return [...new Set(modules.flatMap((id) => packageAt.exec(id.replaceAll('\\', '/'))?.[1] ?? []))].sort();
}

/**
 * One sign beyond ASCII – every file has Chinese in it – and the engine keeps the whole text of a file with two bytes a
 * sign for as long as the server runs: they are written as escapes.
 */
function inAscii(): Plugin {
  return {
    name: 'in-ascii',
    generateBundle(_, files) {
      for (const file of Object.values(files)) if (file.type === 'chunk') file.code = escaped(file.code);
    },
  };
}

function escaped(code: string): string {
  return code.replaceAll(/(\\*)([\u0080-\uffff])/g, (_, before: string, sign: string) => {
    if (before.length % 2 === 1) throw new Error(`an escaped sign beyond ASCII: ${before}${sign}`);
    return `${before}\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What a module finds by its own address it finds from wherever the module went. */
function keepsPlaces(): Plugin {
  return {
    name: 'keeps-places',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('import.meta.url') || id.includes('node_modules')) return null;
      const own = relative('.', id).replaceAll('\\', '/');
      return code
        .replaceAll(program, (found) => found.replace(".ts'", ".js'"))
        .replaceAll('import.meta.url', `__place("${own}")`);
    },
    renderChunk(code, { fileName }) {
      if (!code.includes('__place(')) return null;
      return code.replaceAll(place, (_, own: string) => {
        const from = posix.relative(posix.dirname(fileName), own);
        return `new URL(${JSON.stringify(from)}, import.meta.url).href`;
      });
    },
  };
}
