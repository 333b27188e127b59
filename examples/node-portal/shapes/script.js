/** Fetches a page and puts it in place of what is there; links and forms go the same way. */
async function show(address, sent) {
  const answer = await fetch(address, { ...sent, headers: { 'X-By-Script': 'yes' } })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (answer.url !== location.href) history.pushState(null, '', answer.url)
  document.head.replaceChildren(...page.head.children)
  document.body.replaceWith(page.body)
  document.querySelector('[autofocus]')?.focus()
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]')
  if (!link || link.hash) return
  event.preventDefault()
  show(link.href)
})
document.addEventListener('submit', (event) => {
  const form = event.target
  const fields = new URLSearchParams(new FormData(form, event.submitter))
  event.preventDefault()
  if (form.method === 'post') show(form.action, { method: 'POST', body: fields })
  else show(`${form.action}?${fields}`)
})
addEventListener('popstate', () => show(location.href))
show(location.href)
