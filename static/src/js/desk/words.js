// What the scripts of the desk say, in the editor's language.
export const words = document.getElementById("desk-words")?.dataset ?? {};

export const button = (text, className, press) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `desk-tool ${className}`;
  made.append(text);
  made.addEventListener("click", press);
  return made;
};
