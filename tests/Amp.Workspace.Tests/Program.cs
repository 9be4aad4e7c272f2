using Amp.Workspace.Tests.Processes;

// The tests are run by their runner; this is what a test starts when it needs a second process.
return await Worker.RunAsync(args);
