// Writes vectors.jsonl: messages as clients encode them, and what others receive of them when "p1" sent them, all by the libraries that
// clients use. Run it anywhere with: npm install @msgpack/msgpack@3 pako@2 && node vectors.mjs > vectors.jsonl
import { decode, encode, ExtData } from "@msgpack/msgpack";
import pako from "pako";

const text = new TextEncoder();
const hex = bytes => Buffer.from(bytes).toString("hex");

function frame(value, threshold = 1024) {
  const body = encode(value);
  const deflated = body.length > threshold ? pako.deflate(body, { level: 6 }) : body;
  return deflated.length < body.length || threshold === 0 ? [1, ...deflated] : [0, ...body];
}

/** What a relay reads, by the first byte. */
function read(bytes) {
  if (bytes[0] === 0x7b || bytes[0] === 0x5b)
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes)));

  const body = Uint8Array.from(bytes).slice(1);
  return decode(bytes[0] & 1 ? pako.inflate(body) : body);
}

function accepted(bytes) {
  const relayed = { ...read(bytes), fromPeerId: "p1" };
  console.log(JSON.stringify({ frame: hex(bytes), json: JSON.stringify(relayed), binary: hex(encode(relayed)) }));
}

function refused(bytes) {
  try {
    read(bytes);
  } catch {
    console.log(JSON.stringify({ frame: hex(bytes) }));
    return;
  }

  throw new Error(`${hex(bytes)} is not refused.`);
}

const numbers = [0, -0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 63, 2 ** 64, 1e20, 1e21,
  -1, -32, -33, -128, -129, -32768, -32769, -(2 ** 31), -(2 ** 31) - 1, -(2 ** 53) + 1, -(2 ** 53), -1e21,
  0.1, -0.5, 1 / 3, 1e-6, 1e-7, 1.5e-7, 123456.789, 5e-324, Number.MAX_VALUE, Number.EPSILON, Math.PI * 1e100];
const texts = ["", "a", "é", "中", "😀", "\"\\/\b\f\n\r\t", "\u0000\u001f\u007f\u0080\u2028\u2029\ufffe", "x".repeat(31), "x".repeat(32), "é".repeat(130)];
const values = [null, true, false, ...numbers, ...texts, [], {}, [1, [2, [3, []]]], { a: { b: { c: {} } } },
  Array.from({ length: 15 }, (_, i) => i), Array.from({ length: 16 }, (_, i) => i), Array.from({ length: 300 }, (_, i) => i % 7),
  Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, i])), { é: "key", "": "empty", "\n": "escaped", constructor: 1 }];
const binaryOnly = [NaN, Infinity, -Infinity, undefined, new Uint8Array(0), new Uint8Array([0, 1, 127, 128, 255]), new Uint8Array(300).fill(7),
  new Date(0), new Date(1), new Date(-1), new Date(1735689599999), new Date(2 ** 34 * 1000 - 1), new Date(2 ** 34 * 1000), new Date(-62167219200000),
  new Date(-62167219200001), new Date(253402300800000), new Date(8.64e15), new Date(-8.64e15), new ExtData(5, new Uint8Array([1, 2, 3])),
  new ExtData(-2, new Uint8Array(16)), new ExtData(0, new Uint8Array(0))];

for (const value of values)
  accepted(text.encode(JSON.stringify({ type: "chat", payload: value })));

for (const value of [...values, ...binaryOnly])
  accepted(frame({ type: "chat", payload: value }));

for (const value of [{}, { fromPeerId: "x", type: "a" }, { type: "a", fromPeerId: { b: 1 }, c: 2 }, { type: "p2p", targetPeerId: "a", payload: { k: 1 } }]) {
  accepted(text.encode(JSON.stringify(value)));
  accepted(frame(value));
  accepted(frame(value, 0));
}

for (const length of [985, 986, 987, 988, 989, 990, 991, 992, 993, 5000])
  accepted(frame({ type: "chat", payload: "long ".repeat(length).slice(0, length) }));

accepted(frame(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, i]))));
accepted(frame(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, i]))));
accepted([0xfc, ...frame({ reserved: true }).slice(1)]);

for (const json of ["{", "{\"a\":1}}", "{'a':1}", "{\"a\":01}", "{\"a\":\"\n\"}", "{\"a\":1,}", "{\"a\":\"\\u12g4\"}"])
  refused([...text.encode(json)]);

const whole = frame({ type: "chat", payload: ["abc", 1000, new Uint8Array(3), new Date(5), 0.5] });
for (let length = 1; length < whole.length; length++)
  refused(whole.slice(0, length));

const deflated = frame({ type: "chat", payload: "abc".repeat(20) }, 0);
// Nobody is harmed by a message that is complete but for its checksum, which a relay need not notice.
for (let length = 1; length < deflated.length - 5; length++)
  refused(deflated.slice(0, length));

refused([...deflated.slice(0, -1), deflated.at(-1) ^ 1]);
refused([...whole, 0]);
refused([0, 0xc1]);
refused([0, 0x81, 0xc0, 0x01]);
refused([0, 0x81, 0xa9, ...text.encode("__proto__"), 0x01]);
refused([0, 0x81, 0xa1, 0x61, 0xc7, 0x05, 0xff, 0, 0, 0, 0, 0]);
