// How often the find bar of pdf.js (Firefox) finds each query: a JSON object on standard output.
// usage: node find.mjs FOLDER_WITH_NODE_MODULES FILE.pdf QUERY...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [home, file, ...queries] = process.argv.slice(2);
const need = createRequire(home + '/');
const pdfjs = await import(pathToFileURL(need.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
// Its viewer expects a browser's window when it is loaded; the find controller asks nothing of it.
globalThis.pdfjsLib = pdfjs;
const nothing = () => {};
globalThis.document ??= { documentElement: { style: { setProperty: nothing } }, addEventListener: nothing, createElement: () => ({ style: {}, append: nothing }) };
globalThis.window ??= globalThis;
globalThis.requestAnimationFrame ??= (go) => setTimeout(go, 0);
const viewer = await import(pathToFileURL(need.resolve('pdfjs-dist/legacy/web/pdf_viewer.mjs')));
const pdf = await pdfjs.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
const eventBus = new viewer.EventBus();
const linkService = new viewer.SimpleLinkService({ eventBus });
Object.defineProperty(linkService, 'pagesCount', { get: () => pdf.numPages });
const find = new viewer.PDFFindController({ eventBus, linkService });
find.setDocument(pdf);
linkService.page = 1;
const out = {};
for (const query of queries) {
  const options = { caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: false, matchDiacritics: false };
  eventBus.dispatch('find', { source: null, type: '', query, ...options });
  for (let waited = 0; waited < 200; waited++) {
    await new Promise((go) => setTimeout(go, 10));
    const found = find.pageMatches ?? [];
    if (waited > 30 && found.filter(Boolean).length === pdf.numPages) break;
  }
  out[query] = find.pageMatches.flat().length;
}
process.stdout.write(JSON.stringify(out)+'\n', () => process.exit(0));
