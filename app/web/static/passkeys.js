// Carries the question of a page to the device's passkeys, and the device's answer back in the page's own form.
const form = document.querySelector("form[data-passkey]");

const show = (name) => {
  form.querySelector(`[data-passkey-${name}]`).hidden = false;
};

const ask = async () => {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    show("unsupported");
    return;
  }
  const options = JSON.parse(form.dataset.options);
  try {
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    const answer = credential.toJSON();
    answer.extensions = JSON.stringify(credential.getClientExtensionResults());
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    show("failed");
  }
};

if (form) ask();
