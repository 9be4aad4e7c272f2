namespace Amp.Streaming;

/// <summary>An image (<c>type: image</c>).</summary>
/// <param name="MediaType">Its MIME type, such as <c>image/png</c>.</param>
/// <param name="Data">The image in base64, as the line has it.</param>
/// <remarks>The model for input lines; the recorded CLIs leave images out of what they echo. Only <c>base64</c> sources are modelled; others arrive as <see cref="UnknownBlock"/>.</remarks>
public sealed record ImageBlock(string MediaType, string Data) : ContentBlock;
