namespace Amp.Client.Cli;

/// <summary>Arguments for one CLI: takes only what this CLI is known to offer, and everything when nothing is known about it.</summary>
internal sealed class ArgumentList(AmpCliCapabilities cli)
{
    private readonly List<string> _arguments = [];

    public AmpCliCapabilities Cli => cli;

    public IReadOnlyList<string> Arguments => _arguments;

    public bool Offers(string flag) => !cli.IsKnown || cli.Supports(flag);

    public void AddRaw(params ReadOnlySpan<string> arguments) => _arguments.AddRange(arguments);

    /// <exception cref="AmpCapabilityException">The CLI has no such flag.</exception>
    public void Add(string flag, IReadOnlyList<string>? otherwise = null, string? because = null)
    {
        Require(flag, otherwise, because);
        _arguments.Add(flag);
    }

    /// <exception cref="AmpCapabilityException">The CLI has no such flag, or the flag has no such value.</exception>
    public void AddValue(string flag, string value, IReadOnlyList<string>? otherwise = null, string? because = null)
    {
        Require(flag, otherwise, because);
        if (cli.FindFlag(flag) is { } known && !known.Allows(value))
        {
            throw AmpCapabilityException.For($"{flag}={value}", known.AllowedValues, cli);
        }

        // With an equals sign, so that no value can be taken for a flag.
        _arguments.Add($"{flag}={value}");
    }

    private void Require(string flag, IReadOnlyList<string>? otherwise, string? because)
    {
        if (!Offers(flag))
        {
            throw AmpCapabilityException.For(flag, otherwise ?? [], cli, because);
        }
    }
}
