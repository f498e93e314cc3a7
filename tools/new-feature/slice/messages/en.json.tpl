{
  "refusals": {
    "area-unknown": { "title": "No such place", "detail": "The area code is wrong.", "next": "Choose the community or village from the list." },
    "not-yours": { "title": "Not yours to do", "detail": "None of your offices may do this here.", "next": "Ask the staff of the area." },
    "wrong-step": { "title": "Not possible now", "detail": "Its present state does not allow this step.", "next": "Reload the page to see how it stands." },
    "title-missing": { "title": "No title yet", "detail": "The title must not be empty.", "next": "Say in one sentence what it is about." },
    "outcome-missing": { "title": "No outcome yet", "detail": "Closing needs an outcome.", "next": "Say in one sentence what was done." }
  }
}
