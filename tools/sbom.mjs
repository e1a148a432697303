// Lists what Readback is made of, from what restoring the packages left behind: a bill of materials (CycloneDX 1.6, JSON)
// and a table of licences, for the server and for the pages that it serves. Fails where something that is shipped has a
// licence that is not on the list below.
//   node tools/sbom.mjs <folder to write to> [artifacts folder of a build for one system]...
// The runtimes that such builds link or copy in are listed, too.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(root, 'artifacts');

/** What may be shipped beside MIT code. */
const goodLicences = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'PostgreSQL', '0BSD', 'blessing']);

/** Packages that name no licence by its identifier, and what their own text is. */
const knownLicences = new Map([]);

const runtimeBuilds = process.argv.slice(3);

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What a project was restored with; a package counts as shipped where the server itself asks for it. */
function dotnetPackages(project) {
  const assets = json(join(root, 'artifacts', 'obj', project, 'project.assets.json'));
  const target = Object.keys(assets.targets)[0];
  return Object.entries(assets.targets[target])
    .filter(([, library]) => library.type === 'package')
    .map(([key, library]) => {
      const [name, version] = key.split('/');
      const folder = Object.keys(assets.packageFolders).map((each) => join(each, assets.libraries[key].path)).find(existsSync);
      const nuspec = folder === undefined ? '' : readFileSync(join(folder, readdirSync(folder).find((file) => file.endsWith('.nuspec'))), 'utf8');
      return {
        name, version, purl: `pkg:nuget/${name}@${version}`,
        hash: { alg: 'SHA-512', content: Buffer.from(assets.libraries[key].sha512, 'base64').toString('hex') },
        licence: /<license type="expression">([^<]+)</.exec(nuspec)?.[1] ?? knownLicences.get(name) ?? null,
        dependsOn: Object.keys(library.dependencies ?? {}),
      };
    });
}

/** Runtimes and compilers' libraries, which restoring a build for one system fetches besides its packages. */
function runtimePackages(build) {
  const assets = json(join(build, 'obj', 'Readback', 'project.assets.json'));
  return Object.values(assets.project.frameworks).flatMap((framework) => framework.downloadDependencies ?? []).map((each) => {
    const { name, version } = { name: each.name, version: /\d[\d.]*\d/.exec(each.version)[0] };
    const folder = Object.keys(assets.packageFolders).map((one) => join(one, name.toLowerCase(), version)).find(existsSync);
    const file = (suffix) => readFileSync(join(folder, readdirSync(folder).find((one) => one.endsWith(suffix))), 'utf8');
    return {
      name, version, purl: `pkg:nuget/${name}@${version}`,
      hash: { alg: 'SHA-512', content: Buffer.from(file('.nupkg.sha512'), 'base64').toString('hex') },
      licence: /<license type="expression">([^<]+)</.exec(file('.nuspec'))?.[1] ?? null, dependsOn: [],
    };
  });
}

/** What the lock file of the pages names, optional parts of other systems left out. */
function webPackages() {
  const lock = json(join(root, 'web', 'package-lock.json'));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && (!entry.optional || existsSync(join(root, 'web', path))))
    .map(([path, entry]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return {
        name, version: entry.version, purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`, isShipped: !entry.dev,
        hash: entry.integrity?.startsWith('sha512-') ? { alg: 'SHA-512', content: Buffer.from(entry.integrity.slice(7), 'base64').toString('hex') } : null,
        licence: entry.license ?? null, dependsOn: Object.keys(entry.dependencies ?? {}),
      };
    });
}

const server = [...dotnetPackages('Readback'), ...runtimeBuilds.flatMap(runtimePackages)].map((each) => ({ ...each, isShipped: true }));
const shippedNames = new Set(server.map((each) => each.purl));
const tools = ['Readback.Tests', 'Readback.Bench'].flatMap(dotnetPackages).filter((each) => !shippedNames.has(each.purl)).map((each) => ({ ...each, isShipped: false }));
const all = [...new Map([...server, ...tools, ...webPackages()].map((each) => [each.purl, each])).values()].sort((a, b) => a.purl.localeCompare(b.purl));

const licence = (text) => (text === null ? [] : /\s(AND|OR|WITH)\s/.test(text) ? [{ expression: text }] : [{ license: { id: text } }]);
const byName = new Map(all.map((each) => [`${each.purl.split(':')[1].split('/')[0]}/${each.name.toLowerCase()}`, each.purl]));
const components = all.map((each) => ({
  type: 'library', 'bom-ref': each.purl, name: each.name, version: each.version, purl: each.purl, scope: each.isShipped ? 'required' : 'excluded',
  ...(each.hash === null ? {} : { hashes: [each.hash] }), licenses: licence(each.licence),
}));
const dependencies = all.map((each) => ({
  ref: each.purl,
  dependsOn: each.dependsOn.map((name) => byName.get(`${each.purl.startsWith('pkg:npm') ? 'npm' : 'nuget'}/${name.toLowerCase()}`)).filter((ref) => ref !== undefined).sort(),
}));
// The same materials give the same bill, to the byte: it is named after its content and tells no time.
const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
const bill = {
  bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${serial}`, version: 1,
  metadata: { component: { type: 'application', 'bom-ref': 'readback', name: 'readback', licenses: [{ license: { id: 'MIT' } }] } },
  components, dependencies: [{ ref: 'readback', dependsOn: all.filter((each) => each.isShipped).map((each) => each.purl) }, ...dependencies],
};

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
const row = (each) => `| ${each.name} | ${each.version} | ${each.licence ?? 'not named by its identifier'} | ${each.isShipped ? 'shipped' : 'for building and testing'} |`;
writeFileSync(join(out, 'licences.md'), `# Licences\n\n| package | version | licence | use |\n|---|---|---|---|\n${all.map(row).join('\n')}\n`);

const bad = all.filter((each) => each.isShipped && !(each.licence ?? '').split(/\s+(?:AND|OR|WITH)\s+|[()]/).filter(Boolean).some((one) => goodLicences.has(one)));
console.log(`${all.length} packages, ${all.filter((each) => each.isShipped).length} of them shipped: ${join(out, 'sbom.cdx.json')}`);
for (const each of bad) {
  console.error(`${each.purl} is shipped, and its licence is not on the list of tools/sbom.mjs: ${each.licence}`);
}
process.exitCode = bad.length === 0 ? 0 : 1;
