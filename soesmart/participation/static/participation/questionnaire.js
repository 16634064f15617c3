// Shows a question only when its condition holds. Without this script all questions stand on the page, each with its
// condition in words; the server leaves out what was not asked either way.
const form = document.querySelector("form.questionnaire");
const questions = [...form.querySelectorAll("[data-question]")];
const byName = new Map(questions.map((question) => [question.dataset.question, question]));

// What was said in a question: values of what is chosen, and of lines that are not empty. Nothing while it is hidden.
const said = (question) => {
  if (question.hidden) return [];
  const controls = [...question.querySelectorAll("input, select, textarea")];
  return controls
    .filter((control) => (["radio", "checkbox"].includes(control.type) ? control.checked : control.value.trim()))
    .map((control) => control.value);
};

const holds = (rule) => {
  const values = said(byName.get(rule.question));
  if (rule.is) return rule.is.some((value) => values.includes(value));
  return values.length > 0 && !(rule.not || []).some((value) => values.includes(value));
};

// In order, so that a question below a hidden one is hidden too.
const update = () => {
  for (const question of questions) {
    if (question.dataset.when) question.hidden = !holds(JSON.parse(question.dataset.when));
  }
};

form.classList.add("is-scripted");
form.addEventListener("input", update);
update();
document.querySelector(".notice[role=alert]")?.focus();
