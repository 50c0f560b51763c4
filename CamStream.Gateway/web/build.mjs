// Bundles the page into the folder named on the command line: index.html, and assets/ with a hash
// of their content in their names.
import { build } from 'esbuild';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const output = process.argv[2];
if (!output) throw new Error('The output folder is missing: node build.mjs FOLDER');

const { metafile } = await build({
    entryPoints: ['src/main.ts', 'src/page.css'],
    outdir: join(output, 'assets'),
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    target: ['es2022', 'safari16'],
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
});

let html = await readFile('src/index.html', 'utf8');
for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) html = html.replaceAll(`{${basename(entryPoint)}}`, `assets/${basename(path)}`);
}
await mkdir(output, { recursive: true });
await writeFile(join(output, 'index.html'), html);
await cp('src/icon.svg', join(output, 'icon.svg'));
// The licences lie beside the code.
for (const used of ['hls.js', 'uplot'])
    await cp(`node_modules/${used}/LICENSE`, join(output, 'assets', `${used}-LICENSE.txt`));
