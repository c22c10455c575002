// Asks the browser for a passkey, and sends its answer with the form the button stands in.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (credentials) => (credentials || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const made = async (asked) => {
    const credential = await navigator.credentials.create({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: listed(asked.excludeCredentials),
    } });
    const { response } = credential;
    return { ...plain(credential), response: {
      clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject),
    } };
  };
  const shown = async (asked) => {
    const credential = await navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials),
    } });
    const { response } = credential;
    return { ...plain(credential), response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData),
      signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null,
    } };
  };
  const plain = (credential) => ({
    id: credential.id, rawId: text(credential.rawId), type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  addEventListener("click", async (event) => {
    const button = event.target.closest?.("form[data-passkey] button");
    if (!button) return;
    event.preventDefault();
    const { form } = button;
    const problem = form.querySelector(".problem");
    problem.hidden = true;
    try {
      const { publicKey } = JSON.parse(form.dataset.options);
      const answer = await (form.dataset.passkey === "create" ? made(publicKey) : shown(publicKey));
      form.elements.answer.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      problem.hidden = false;
    }
  });
})();
