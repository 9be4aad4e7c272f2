using Xunit.Abstractions;
using Xunit.Sdk;

namespace Amp.Conformance.Tests.Skipping;

/// <summary>Reports a test that threw <see cref="CliUnavailableException"/> as skipped. xunit 2 has no skipping at run time of its own.</summary>
internal sealed class SkippingMessageBus(IMessageBus inner) : IMessageBus
{
    public int Skipped { get; private set; }

    public bool QueueMessage(IMessageSinkMessage message)
    {
        if (message is ITestFailed failed && failed.ExceptionTypes.FirstOrDefault() == typeof(CliUnavailableException).FullName)
        {
            Skipped++;
            message = new TestSkipped(failed.Test, failed.Messages[0]);
        }

        return inner.QueueMessage(message);
    }

    public void Dispose()
    {
        // The inner one belongs to the runner.
    }
}
