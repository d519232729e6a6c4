for(let e of document.querySelectorAll("[data-anew]"))e.addEventListener("click",()=>{try{for(let t of Object.keys(localStorage))t.startsWith("ticks:")&&localStorage.removeItem(t)}catch{}});
