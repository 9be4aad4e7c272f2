using System.Diagnostics;

namespace Amp.Benchmarks.Children;

/// <summary>Starts this program again, with one of its hidden verbs.</summary>
internal static class Self
{
    /// <summary>Program and arguments, also when it was started as <c>dotnet Amp.Benchmarks.dll</c>.</summary>
    public static IReadOnlyList<string> Command(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "Amp.Benchmarks.dll"), .. arguments]
            : [program, .. arguments];
    }

    /// <summary>Starts a program whose standard output will be read.</summary>
    public static Process Start(IReadOnlyList<string> command, bool redirectInput = false) => Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
    {
        RedirectStandardOutput = true,
        RedirectStandardInput = redirectInput,
    })!;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command)
    {
        using var process = Start(command);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
