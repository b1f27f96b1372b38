// Says on the page that a key could not be read; the library only writes it in the console.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const problem = document.getElementById('key-problem')
  if (problem) problem.hidden = false
})
