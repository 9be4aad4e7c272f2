namespace Amp.Benchmarks.Reading;

/// <summary>The methods that the tables compare.</summary>
internal static class ReadMethods
{
    public const string Frames = "frames";
    public const string Typed = "typed";
    public const string TypedInput = "typed+input";
    public const string DaeStream = "dae-stream";
    public const string DaePipe = "dae-pipe";
    public const string ReadLine = "readline-sg";
    public const string Tokenise = "u8r-tokenise";
    public const string Raw = "raw-read";
    public const string Node = "node-readline";

    /// <summary>Those that run in this process, in the order of the tables.</summary>
    public static string[] InProcess { get; } = [Frames, Typed, TypedInput, DaeStream, DaePipe, ReadLine, Tokenise];

    /// <summary>Makes a method. Touches no other, so that a cold start measures one alone.</summary>
    public static ReadMethod Create(string name) => name switch
    {
        Frames => new FramesMethod(),
        Typed => new TypedMethod(Typed, touchesInput: false),
        TypedInput => new TypedMethod(TypedInput, touchesInput: true),
        DaeStream => new EnumerableMethod(DaeStream, fromPipe: false),
        DaePipe => new EnumerableMethod(DaePipe, fromPipe: true),
        ReadLine => new ReadLineMethod(),
        Tokenise => new TokeniseMethod(),
        Raw => new RawReadMethod(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such method."),
    };
}
