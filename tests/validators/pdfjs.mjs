// The text of each page as pdf.js gives it: a JSON list of strings on standard output.
// usage: node pdfjs.mjs FOLDER_WITH_NODE_MODULES FILE.pdf
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [home, file] = process.argv.slice(2);
const entry = createRequire(home + '/').resolve('pdfjs-dist/legacy/build/pdf.mjs');
const { getDocument } = await import(pathToFileURL(entry));
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  pages.push(items.map((item) => (item.str ?? '') + (item.hasEOL ? '\n' : '')).join(''));
}
process.stdout.write(JSON.stringify(pages), () => process.exit(0));
