using System.Collections;
using System.Collections.Immutable;
using Amp.Client;
using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI;

/// <summary>Functions of this program that the agent may call as tools. One set may serve any number of runs at once.</summary>
/// <remarks>
/// <para>
/// A run gets them by <c>options.WithTools(…)</c> or <c>ToolServers = [set]</c>. The CLI starts a small relay for them and reaches this process through the run's private channel:
/// nothing listens on a port, and nothing is reachable without the run's token.
/// </para>
/// <para>
/// <b>What the agent gets.</b> A text as it is, an image as an image, anything else as JSON. An exception becomes an error of the tool with the exception's message, which the model
/// reads: put nothing secret into it. The stack trace stays here (<see cref="AmpToolSetOptions.LoggerFactory"/>).
/// </para>
/// <para>
/// <b>Calls may overlap</b>, also of the same function: sub-agents work side by side. The function's token is cancelled when the agent gives the call up, when
/// <see cref="AmpToolSetOptions.CallTimeout"/> is over and when the run ends; a function that does not listen to it is left behind after some seconds.
/// </para>
/// <para>Thread-safe. What is added while a run is under way counts from the next run on.</para>
/// </remarks>
public sealed class AmpToolSet : IReadOnlyCollection<AIFunction>, IAmpToolServer
{
    /// <summary>The name of a set that was given none: the agent sees its tools as <c>mcp__app__…</c>.</summary>
    public const string DefaultName = "app";

    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    private ImmutableDictionary<string, AIFunction> _functions = ImmutableDictionary.Create<string, AIFunction>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes an empty set.</summary>
    /// <param name="name">What the agent sees before the name of each tool: letters, digits and single underscores in between. No two servers of a run may have the same.</param>
    /// <param name="options">How the tools are called; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The name is one that the CLI would change.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AmpToolSet(string name = DefaultName, AmpToolSetOptions? options = null)
    {
        if (ToolName.FindProblem(name) is { } problem)
        {
            throw new ArgumentException($"'{name}' cannot be the name of a set of tools: {problem}", nameof(name));
        }

        Options = options ?? AmpToolSetOptions.Default;
        if (Options.CallTimeout <= TimeSpan.Zero || Options.CallTimeout > LongestCall)
        {
            throw new ArgumentOutOfRangeException(nameof(options), Options.CallTimeout, $"{nameof(AmpToolSetOptions)}.{nameof(AmpToolSetOptions.CallTimeout)} must be more than zero and at most {LongestCall}.");
        }

        Name = name;
    }

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>How many tools there are.</summary>
    public int Count => _functions.Count;

    internal AmpToolSetOptions Options { get; }

    /// <summary>Adds a function.</summary>
    /// <param name="function">Made by <see cref="AmpTool.Create"/> or <see cref="AIFunctionFactory"/>, or by hand.</param>
    /// <exception cref="ArgumentException">There is one of that name already, or the name is one that the CLI would change or cut off.</exception>
    public void Add(AIFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var full = ToolName.Full(Name, function.Name);
        var problem = ToolName.FindProblem(function.Name)
            ?? (full.Length > ToolName.LongestFullName ? $"the agent would have to call it '{full}', {full.Length} characters, of which the CLI takes {ToolName.LongestFullName}. Shorten it or the name of the set." : null);
        if (problem is not null)
        {
            throw new ArgumentException($"'{function.Name}' cannot be the name of a tool: {problem}", nameof(function));
        }

        if (!ImmutableInterlocked.TryAdd(ref _functions, function.Name, function))
        {
            throw new ArgumentException($"The set '{Name}' has a tool '{function.Name}' already (capitals make no difference).", nameof(function));
        }
    }

    /// <summary>Gives the functions, in the order of their names.</summary>
    public IEnumerator<AIFunction> GetEnumerator() => _functions.Values.OrderBy(static function => function.Name, StringComparer.Ordinal).GetEnumerator();

    Task IAmpToolServer.ServeAsync(Stream stream, AmpToolServerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ToolServer(this, () => context.Thread, context.Redact).RunAsync(stream, cancellationToken);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
