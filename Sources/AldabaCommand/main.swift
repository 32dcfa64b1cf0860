print("aldaba")
