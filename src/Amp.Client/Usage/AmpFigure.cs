namespace Amp.Client;

/// <summary>A figure, and how well it is known.</summary>
/// <typeparam name="T">Tokens, credits or a time.</typeparam>
/// <param name="Value">The sum of what is known.</param>
/// <param name="Sources">Where it comes from.</param>
/// <param name="Unknown">How many of the model calls, tool calls or turns that it is of do not say theirs. More than zero: the true figure is at least this.</param>
public readonly record struct AmpFigure<T>(T Value, AmpFigureSources Sources, int Unknown)
    where T : struct;
