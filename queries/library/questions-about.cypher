// name: questions-about
// title: Which questions ask about this concept?
// title_zh: 哪些问题问到这个概念？
// about: Questions of the notes that name it, with file and line.
// about_zh: 笔记中问到它的问题，附文件和行号。
// tags: questions
// param concept: concept = "LoRA"
// returns: text, path, line
MATCH (q:Question)-[:ASKS]->(:Concept {id: $concept})
RETURN DISTINCT q.text AS text, q.path AS path, q.line AS line
ORDER BY path, line, text
