// <form data-autosubmit>: choosing in a filter is enough; the button stays for those without this module (class no-js).

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosubmit]") && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) {
    form.requestSubmit();
  }
});
