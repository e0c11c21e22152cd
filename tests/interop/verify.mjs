// Verifies certificates with Digital Bazaar's libraries: `node verify.mjs CONTEXTS FILE…` prints `file<TAB>verified or refused<TAB>why`.
// Every proof of a set is looked at: the library itself is content with one that holds.
// With `--bench SECONDS` before, prints how many of the first file are verified in a second of work, the best of four rounds of half as long.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {readFile} from 'node:fs/promises';
import path from 'node:path';

let files = process.argv.slice(2);
let seconds = 0;
if(files[0] === '--bench') {
  seconds = Number(files[1]);
  files = files.slice(2);
}
const [contexts, ...names] = files;
const known = new Map();
for(const [url, file] of [
  ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.jsonld'],
  ['https://w3id.org/security/data-integrity/v2', 'data-integrity-v2.jsonld'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'ob-v3p0-context-3.0.3.json'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', 'ob-v3p0-extensions.json']
]) {
  known.set(url, JSON.parse(await readFile(path.join(contexts, file), 'utf8')));
}

async function documentLoader(url) {
  if(known.has(url)) {
    return {contextUrl: null, documentUrl: url, document: known.get(url)};
  }
  if(url.startsWith('did:key:')) {
    const [did, fragment] = url.split('#');
    const multikey = did.slice('did:key:'.length);
    const id = `${did}#${multikey}`;
    const method = {
      '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase: multikey
    };
    const document = fragment ? method : {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, verificationMethod: [method], assertionMethod: [id], authentication: [id]
    };
    return {contextUrl: null, documentUrl: url, document};
  }
  throw new Error(`not at hand: ${url}`);
}

await Ed25519Multikey.generate();
const suites = () => [jcs.createVerifyCryptosuite(), rdfc].map(cryptosuite => new DataIntegrityProof({cryptosuite}));

async function verify(credential) {
  const result = await vc.verifyCredential({
    credential, suite: suites(), documentLoader, now: new Date('2026-06-01T00:00:00Z'),
    checkStatus: async () => ({verified: true})
  });
  const each = result.results ?? [];
  const all = result.verified && each.length > 0 && each.every(({verified}) => verified);
  const error = each.find(({error}) => error)?.error ?? result.error;
  const why = error?.errors?.[0]?.message ?? error?.message ?? '';
  return {all, why: String(why).replaceAll(/\s+/g, ' ')};
}

if(seconds) {
  const credential = JSON.parse(await readFile(names[0], 'utf8'));
  await verify(credential);
  // Seconds of work of this process, as ours are counted: who else is on the machine counts little. The first rounds warm the compiler.
  const spent = () => {
    const {user, system} = process.cpuUsage();
    return (user + system) / 1e6;
  };
  let best = 0;
  for(let round = 0; round < 4; round++) {
    const begin = spent();
    let count = 0;
    while(spent() - begin < seconds / 2) {
      const {all, why} = await verify(credential);
      if(!all) {
        throw new Error(why);
      }
      count++;
    }
    best = Math.max(best, count / (spent() - begin));
  }
  console.log(best);
} else {
  for(const name of names) {
    const {all, why} = await verify(JSON.parse(await readFile(name, 'utf8')));
    console.log([path.basename(name, '.json'), all ? 'verified' : 'refused', why].join('\t'));
  }
}
