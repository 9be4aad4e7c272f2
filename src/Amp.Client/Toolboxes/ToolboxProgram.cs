using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Amp.Client.Toolboxes;

namespace Amp.Client;

/// <summary>A toolbox program: an executable in a folder of <see cref="AmpRunOptions.Toolbox"/> that the CLI asks what it is, and runs when the agent calls it.</summary>
/// <remarks>
/// <para>It keeps the rules that a program of this kind must keep, measured on 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459:</para>
/// <para>
/// <b>Describing</b> (<c>TOOLBOX_ACTION=describe</c>) must end within 5 seconds of the CLI's start and must not read standard input, which stays open and empty. Programs are
/// described at the start of every run, one process each: keep what takes time out of the lines before <see cref="RunAsync"/>.
/// </para>
/// <para>
/// <b>Executing</b> (<c>TOOLBOX_ACTION=execute</c>) must read standard input to its end: the CLI crashes when a program ends without. So that is done first, whatever happens
/// then. What is printed, to standard output or error, is what the agent gets, with the exit code.
/// </para>
/// <para>
/// Every executable file of the folder is run, so put a link to the program or a single-file program there, not its whole output. The agent sees it as <c>tb__name</c>.
/// Immutable: each method gives a new one.
/// </para>
/// </remarks>
public sealed partial class ToolboxProgram
{
    /// <summary>The exit code after arguments that do not fit.</summary>
    public const int BadArguments = 2;

    private const int Failed = 1;
    private const int LongestName = 59;   // with tb__ in front less than 64, as the model's interface wants it

    private readonly string _name;
    private readonly string _description;
    private readonly ImmutableArray<ToolboxParameter> _parameters;

    private ToolboxProgram(string name, string description, ImmutableArray<ToolboxParameter> parameters) =>
        (_name, _description, _parameters) = (name, description, parameters);

    /// <summary>Begins a program without parameters.</summary>
    /// <param name="name">What the tool is called: 1 to 59 letters and digits of ASCII, with single underscores in between.</param>
    /// <param name="description">What it does and when to use it, for the model.</param>
    /// <exception cref="ArgumentException">The name is another, or there is no description.</exception>
    public static ToolboxProgram Create(string name, string description)
    {
        RequireName(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        return new(name, description, []);
    }

    /// <summary>Adds a parameter that is text.</summary>
    /// <param name="name">Its name: letters and digits of ASCII, with single underscores in between.</param>
    /// <param name="description">What it is for, for the model.</param>
    /// <param name="isRequired">Whether the agent has to give it.</param>
    /// <exception cref="ArgumentException">There is one of that name already, or the name is another.</exception>
    public ToolboxProgram WithText(string name, string description, bool isRequired = true) => With(name, description, "string", isRequired);

    /// <summary>Adds a parameter that is a number.</summary>
    /// <inheritdoc cref="WithText"/>
    public ToolboxProgram WithNumber(string name, string description, bool isRequired = true) => With(name, description, "number", isRequired);

    /// <summary>Adds a parameter that is true or false.</summary>
    /// <inheritdoc cref="WithText"/>
    public ToolboxProgram WithFlag(string name, string description, bool isRequired = true) => With(name, description, "boolean", isRequired);

    /// <summary>Does what the CLI asks for: describes the tool, or executes it.</summary>
    /// <param name="execute">What the tool does: takes the arguments, which fit the parameters, and gives what the agent is told. Its token is cancelled when the run is stopped.</param>
    /// <returns>
    /// The exit code, to return from <c>Main</c>: 0; <see cref="BadArguments"/> when the arguments do not fit, which is explained to the agent; 1 when <paramref name="execute"/> threw,
    /// whose message the agent is told.
    /// </returns>
    public async Task<int> RunAsync(Func<ToolboxInput, CancellationToken, Task<string>> execute)
    {
        ArgumentNullException.ThrowIfNull(execute);
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        return await AnswerAsync(Environment.GetEnvironmentVariable("TOOLBOX_ACTION"), Console.OpenStandardInput, Console.OpenStandardOutput(), Console.OpenStandardError(), execute, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <param name="action">What the CLI asks for.</param>
    /// <param name="input">Opens standard input; not called in describe.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="execute">What the tool does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<int> AnswerAsync(string? action, Func<Stream> input, Stream output, Stream error, Func<ToolboxInput, CancellationToken, Task<string>> execute, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case "describe":
                await output.WriteAsync(ToolboxDescription.Of(_name, _description, _parameters), cancellationToken).ConfigureAwait(false);
                return 0;
            case "execute":
                var (exitCode, text) = await ExecuteAsync(await ReadAsync(input, cancellationToken).ConfigureAwait(false), execute, cancellationToken).ConfigureAwait(false);
                await (exitCode is 0 ? output : error).WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None).ConfigureAwait(false);
                return exitCode;
            default:
                await error.WriteAsync(Encoding.UTF8.GetBytes($"{_name}: {_description}\nThis is a tool for the Amp agent. TOOLBOX_ACTION must be 'describe', or 'execute' with the arguments as JSON on standard input.\n"), cancellationToken).ConfigureAwait(false);
                return BadArguments;
        }
    }

    private async Task<(int ExitCode, string Text)> ExecuteAsync(byte[] utf8, Func<ToolboxInput, CancellationToken, Task<string>> execute, CancellationToken cancellationToken)
    {
        if (ToolboxInput.Read(utf8, _parameters, out var problem) is not { } arguments)
        {
            return (BadArguments, $"{problem}\n");
        }

        try
        {
            return (0, await execute(arguments, cancellationToken).ConfigureAwait(false) ?? "");
        }
#pragma warning disable CA1031 // Whatever it throws is for the agent to read; a stack trace is not.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (Failed, $"{e.Message}\n");
        }
    }

    private static async Task<byte[]> ReadAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var input = open();
        await using var scope = input.ConfigureAwait(false);
        await input.CopyToAsync(all, cancellationToken).ConfigureAwait(false);
        return all.ToArray();
    }

    private ToolboxProgram With(string name, string description, string type, bool isRequired)
    {
        RequireName(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        return _parameters.Any(parameter => parameter.Name == name)
            ? throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name))
            : new(_name, _description, _parameters.Add(new(name, description, type, isRequired)));
    }

    private static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > LongestName || !Plain().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no name: use 1 to {LongestName} letters and digits of ASCII, with single underscores in between.", nameof(name));
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
