// Writes the notices that go with what is handed out: whose work is in it, and under which words it may be passed on.
// Made from the bill of materials and the packages' own files.
//   node tools/notices.mjs <folder with sbom.cdx.json>
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = process.argv[2];
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const text = (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').trim();

const packageFolders = Object.keys(json(join(root, 'artifacts', 'obj', 'Readback', 'project.assets.json')).packageFolders);
const nugetFolder = (name, version) => packageFolders.map((each) => join(each, name.toLowerCase(), version)).find(existsSync);

/** Files in which a package says what may be done with it, or with what it took over itself. */
const ownWords = (folder) =>
  readdirSync(folder).filter((file) => /^(licen[cs]e|third-party-notices|notice)(\.(txt|md))?$/i.test(file)).sort().map((file) => text(join(folder, file)));

function fromNuget({ name, version }) {
  const folder = nugetFolder(name, version);
  const nuspec = text(join(folder, readdirSync(folder).find((file) => file.endsWith('.nuspec'))));
  const tag = (what) => new RegExp(`<${what}>([^<]+)</`).exec(nuspec)?.[1];
  return { holder: tag('copyright') ?? `Copyright: ${tag('authors')}`, words: ownWords(folder) };
}

function fromNpm({ name }) {
  const folder = join(root, 'web', 'node_modules', name);
  return { holder: `By: ${json(join(folder, 'package.json')).author?.name ?? json(join(folder, 'package.json')).author ?? 'its authors'}`, words: ownWords(folder) };
}

const licence = (component) => component.licenses.map((each) => each.expression ?? each.license.id).join(' AND ');
const rule = '-'.repeat(100);
const said = new Set();

/** Words that stand above already are not said again. */
function section(title, holder, words) {
  const fresh = words.filter((each) => !said.has(each));
  fresh.forEach((each) => said.add(each));
  return [rule, title, holder, ...fresh].filter((each) => each !== '').join('\n\n');
}

const shipped = json(join(out, 'sbom.cdx.json')).components.filter((component) => component.scope === 'required');
const sections = shipped.map((component) => {
  const { holder, words } = component.purl.startsWith('pkg:npm') ? fromNpm(component) : fromNuget(component);
  return section(`${component.name} ${component.version}    ${licence(component)}`, holder, words);
});

const texts = ['MIT', 'Apache-2.0', 'PostgreSQL'].map((name) =>
  section(`The text of ${name}, as it applies to those above that name it`, '', [text(join(root, 'tools', 'licences', `${name}.txt`))]));
writeFileSync(join(out, 'third-party-notices.txt'), `Readback holds the work of others.\n\n${[...sections, ...texts].join('\n\n')}\n`);
console.log(`${sections.length} notices: ${join(out, 'third-party-notices.txt')}`);
