// Keeps what is being typed. Without it a form is kept when it is sent and not accepted.
const PAUSE = 1000;
const NEVER = ["password", "file"];

for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const told = form.querySelector("[data-draft-status]");
  const version = form.elements["draft-version"];
  let timer, dirty = false, saving = null, over = false;

  const say = (what) => { told.textContent = told.dataset[what]; };

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ leaving: true });
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    dirty = false;
    if (saving === null) return;
    event.preventDefault(); // what is on its way arrives first, so that it is not kept after the form was accepted
    const button = event.submitter;
    saving.finally(() => form.requestSubmit(button));
  });

  function save({ leaving = false } = {}) {
    if (!dirty || over || saving !== null) return;
    dirty = false;
    saving = send(leaving).finally(() => {
      saving = null;
      if (dirty) timer = setTimeout(save, PAUSE);
    });
  }

  async function send(leaving) {
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: typed(), redirect: "manual", keepalive: leaving,
      });
      if (answer.ok) {
        version.value = (await answer.json()).version;
        say("kept");
      } else if (answer.status === 409) {
        over = true;
        say("conflict");
      } else if (answer.type === "opaqueredirect" || answer.status === 400) {
        say("away");
      }
    } catch {
      dirty = true;
      say("offline");
    }
  }

  function typed() {
    const fields = new FormData(form);
    for (const field of form.elements) {
      if (NEVER.includes(field.type) || field.autocomplete === "one-time-code") fields.delete(field.name);
    }
    return new URLSearchParams(fields);
  }
}
