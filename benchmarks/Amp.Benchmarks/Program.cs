using Amp.Benchmarks.Corpora;
foreach (var n in CorpusGenerator.Names) { using var f = File.Create(Path.Combine(args[0], n + ".jsonl")); CorpusGenerator.Write(n, f, int.Parse(args[1])); }
