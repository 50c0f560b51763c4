// Reads Kubernetes objects, a JSON array, and writes what is wrong with each, a JSON array of strings. By two descriptions of the same API: the types,
// which refuse a field that is not there, and the schemas, which refuse a value that is not allowed.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const models = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'node_modules/kubernetes-models');
const objects = JSON.parse(fs.readFileSync(0, 'utf8'));
const name = object => `${object.kind} ${object.metadata?.name}`;
const file = object => path.join(models, object.apiVersion, object.kind);

const known = objects.filter(object => fs.existsSync(`${file(object)}.d.ts`));
const unknown = objects.filter(object => !known.includes(object)).map(object => `${name(object)}: no such object as ${object.kind} of ${object.apiVersion}`);
console.log(JSON.stringify([...unknown, ...byType(known), ...await bySchema(known)]));

// An object literal with a field too many is an error of TypeScript's (2353), at any depth.
function byType(objects) {
  const source = path.join(models, 'objects.ts');
  const text = objects.map((object, index) =>
    `const object${index}: import(${JSON.stringify(file(object))}).I${object.kind} = ${JSON.stringify(object)};`).join('\n');
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => name === source ? ts.createSourceFile(name, text, options.target) : read(name, ...rest);
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
