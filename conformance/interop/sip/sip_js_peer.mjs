// sip_js_peer.mjs NODE_FOLDER URL [PASSWORD]: SIP.js registers over WebSocket, calls, is answered, hangs up, sends a MESSAGE and
// unregisters; a JSON line for each. With a password it proves it where it is asked, offers plain audio, and sends no MESSAGE. Ends
// with 1 and the reason if something goes wrong or takes 20 s.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, url, password] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
globalThis.WebSocket = require("ws");
const { Inviter, Messager, Registerer, RegistererState, SessionState, UserAgent } = await import(
    pathToFileURL(`${folder}/node_modules/sip.js/lib/index.js`)
);

const say = (event, more = {}) => console.log(JSON.stringify({ event, ...more }));
const fail = (why) => {
    console.error(why);
    process.exit(1);
};
setTimeout(() => fail("20 s are over"), 20_000).unref();
process.on("unhandledRejection", fail);

const offer = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
    ...(password
        ? ["m=audio 40004 RTP/AVP 0 8", "a=sendrecv", ""]
        : ["m=audio 40004 UDP/TLS/RTP/SAVPF 111 0", "a=rtpmap:111 opus/48000/2", "a=mid:0", "a=rtcp-mux", "a=sendrecv", ""]),
].join("\r\n");
const wanted = password ? /^m=audio \d+ RTP\/AVP /m : /^m=audio 40000 UDP\/TLS\/RTP\/SAVPF 111 0\r$/m;

/** There is no media here: an offer goes out, and the answer is looked at. */
class Descriptions {
    close() {}
    hasDescription(contentType) {
        return contentType === "application/sdp";
    }
    async getDescription() {
        return { body: offer, contentType: "application/sdp" };
    }
    async setDescription(answer) {
        if (!wanted.test(answer)) fail(`the answer is ${answer}`);
    }
    async rollbackDescription() {}
    holdModifier() {}
    sendDtmf() {
        return false;
    }
}

const state = (subject, wanted) =>
    new Promise((resolve) => subject.stateChange.addListener((now) => now === wanted && resolve()));

const agent = new UserAgent({
    uri: UserAgent.makeURI("sip:alice@127.0.0.1"),
    transportOptions: { server: url, traceSip: false },
    authorizationUsername: "alice",
    authorizationPassword: password,
    sessionDescriptionHandlerFactory: () => new Descriptions(),
    logLevel: "warn",
});
const target = UserAgent.makeURI("sip:bob@127.0.0.1");
await agent.start();

const registerer = new Registerer(agent);
const registered = state(registerer, RegistererState.Registered);
await registerer.register();
await registered;
say("registered");

const inviter = new Inviter(agent, target);
const established = state(inviter, SessionState.Established);
const terminated = state(inviter, SessionState.Terminated);
await inviter.invite();
await established;
say("answered");
const byeAnswered = new Promise((resolve) => {
    inviter.bye({ requestDelegate: { onAccept: resolve, onReject: () => fail("BYE was refused") } });
});
await Promise.all([terminated, byeAnswered]);
say("ended");

if (!password) {
    await new Promise((resolve) => {
        const requestDelegate = { onAccept: resolve, onReject: () => fail("MESSAGE was refused") };
        new Messager(agent, target, "hello").message({ requestDelegate });
    });
    say("message");
}

const unregistered = state(registerer, RegistererState.Unregistered);
await registerer.unregister();
await unregistered;
say("unregistered");
await agent.stop();
process.exit(0);
