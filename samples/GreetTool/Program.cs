using Amp.Client;

// A toolbox program: link it into a folder, and name the folder in AmpRunOptions.Toolbox. The agent sees it as tb__greet.
return await ToolboxProgram.Create("greet", "Greets somebody by name.")
    .WithText("name", "Whom to greet.").WithFlag("loud", "In capital letters.", isRequired: false)
    .RunAsync((input, cancellationToken) => Task.FromResult(input.Flag("loud") is true ? $"HELLO, {input.Text("name")}!" : $"Hello, {input.Text("name")}."));
