// Reads a JSON array of Kubernetes objects, and writes a JSON array of their problems. Checks two
// descriptions of the same API: the types, which refuse unknown fields, and the schemas, which
// refuse values that are not allowed.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const models = path.join(here, 'node_modules/kubernetes-models');
const objects = JSON.parse(fs.readFileSync(0, 'utf8'));
const name = object => `${object.kind} ${object.metadata?.name}`;
const file = object => path.join(models, object.apiVersion, object.kind);

const known = objects.filter(object => fs.existsSync(`${file(object)}.d.ts`));
const unknown = objects
  .filter(object => !known.includes(object))
  .map(object => `${name(object)}: no such object as ${object.kind} of ${object.apiVersion}`);
console.log(JSON.stringify([...unknown, ...byType(known), ...await bySchema(known)]));

// TypeScript refuses an object literal with an unknown field (error 2353), at any depth.
function byType(objects) {
  const source = path.join(models, 'objects.ts');
  const type = object => `import(${JSON.stringify(file(object))}).I${object.kind}`;
  const text = objects
    .map((object, index) => `const object${index}: ${type(object)} = ${JSON.stringify(object)};`)
    .join('\n');
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === source ? ts.createSourceFile(name, text, options.target) : read(name, ...rest);
  return ts.getPreEmitDiagnostics(ts.createProgram([source], options, host)).map(problem => {
    const line = problem.file === undefined ? -1 : problem.file.getLineAndCharacterOfPosition(problem.start).line;
    const where = problem.file?.fileName === source ? name(objects[line]) : problem.file?.fileName;
    return `${where}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`;
  });
}

async function bySchema(objects) {
  const problems = [];
  for (const object of objects) {
    try {
      const { [object.kind]: Model } = await import(pathToFileURL(`${file(object)}.js`));
      new Model(object).validate();
    } catch (problem) {
      problems.push(`${name(object)}: ${problem.message}`);
    }
  }
  return problems;
}
