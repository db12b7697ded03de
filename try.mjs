import { local } from '@ebb/lab';
const scenario = process.argv[2], n = Number(process.argv[3]), jobs = Number(process.argv[4]);
const changes = JSON.parse(process.argv[5] ?? '[]');
const rows=[];
const orders = Array.from({length:n},(_, i)=>({point:0,variant:'a',seed:i+1,changes,values:{}}));
const t=performance.now();
let secs=0, chunks=0;
await local({jobs, heapMiB: Number(process.env.H ?? 4000)}).execute({request:{scenario,plugins:[]}, orders, total:n, watchdogSeconds: Number(process.env.W ?? 20), folder:{manifest:{build:'b',variants:['a']}, write: async (runs,s)=>{rows.push(...runs);secs+=s;chunks++;}}, onProgress: p=>process.env.P&&console.log(p)});
console.log((performance.now()-t)/1000, secs, chunks, rows.length, JSON.stringify(rows.map(r=>[r.seed,r.run.slice(0,6),r.traceHash.slice(0,6),r.events,r.metrics.length,r.fault])).slice(0,1500), process.memoryUsage.rss()/1e6|0);
